import type { LeafContext } from '@aemm/core';
import {
  CATEGORY_CONTRACT,
  defineCategory,
  formatTime,
  integerSetting,
  textSetting,
} from '@aemm/core';
import { describeTask } from './task.ts';

const settings = {
  'credentials-id': textSetting({
    default: '5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a',
    description: 'id in the path of the credentials, /v2/credentials/ID',
  }),
  'role-arn': textSetting({
    default: 'arn:aws:iam::123456789012:role/ecs-task-role',
    description: 'ARN of the task role',
  }),
  'lifetime-sec': integerSetting({
    default: 6 * 60 * 60,
    description: 'seconds that credentials are good for, from each request on',
  }),
  'stop-delay-sec': integerSetting({
    default: 0,
    description: 'seconds from the start until the task is to stop; 0: never',
  }),
};

type Context = LeafContext<typeof settings>;

/** What the ECS agent serves a container: credentials that are always fresh, and the state of its task. */
export const ecs = defineCategory({
  id: 'ecs',
  contract: CATEGORY_CONTRACT,
  description: 'ECS container credentials and task metadata',
  settings,
  leaves: [
    // Without a path of its own, it is only there for the path below.
    { key: 'ecs-credentials-id', value: ({ settings }) => settings['credentials-id'] },
    {
      key: 'ecs-credentials',
      path: '/v2/credentials/{ecs-credentials-id}',
      // The agent lists nothing, and the root of the instance metadata should look as ever.
      listed: false,
      value: credentials,
    },
  ],
  notices: [
    {
      key: 'ecs-task',
      path: '/v4/task',
      trigger: ({ settings }) => ({ delaySec: settings['stop-delay-sec'] }),
      before: describeTask('RUNNING'),
      value: ({ settings }) => describeTask(settings['stop-delay-sec'] > 0 ? 'STOPPED' : 'RUNNING'),
    },
  ],
});

function credentials({ settings, time }: Context) {
  return {
    RoleArn: settings['role-arn'],
    AccessKeyId: 'ASIAEXAMPLEACCESSKEY',
    SecretAccessKey: 'example/secret/access/key',
    Token: 'example-session-token',
    Expiration: formatTime(time + settings['lifetime-sec'] * 1000),
  };
}
