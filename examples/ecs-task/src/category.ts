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
  'container-id': textSetting({
    default: '158d1c8083dd49d6b527399fd6414f5c-1',
    description: 'id of the container in the paths, /v4/ID',
  }),
  cluster: textSetting({ default: 'default', description: 'name of the cluster' }),
  'memory-mib': integerSetting({
    default: 256,
    description: 'memory that the container uses, in MiB',
  }),
  'stop-delay-sec': integerSetting({
    default: 0,
    description: 'seconds from the start until the task has to stop; 0: never',
  }),
};

type Context = LeafContext<typeof settings>;

/** Task metadata of ECS: what a container uses now, and the state of its task. */
export const ecs = defineCategory({
  id: 'ecs',
  contract: CATEGORY_CONTRACT,
  description: 'Task metadata of ECS, version 4',
  settings,
  leaves: [
    // Without a path of its own, it is only there for the paths below.
    { key: 'ecs-container-id', value: ({ settings }) => settings['container-id'] },
    {
      key: 'ecs-stats',
      path: '/v4/{ecs-container-id}/stats',
      // The agent lists nothing, and the root of the instance metadata should look as ever.
      listed: false,
      value: stats,
    },
  ],
  notices: [
    {
      key: 'ecs-task',
      path: '/v4/{ecs-container-id}/task',
      trigger: ({ settings }) => ({ delaySec: settings['stop-delay-sec'] }),
      before: ({ settings }) => describeTask(settings.cluster, 'RUNNING'),
      value: ({ settings }) =>
        describeTask(settings.cluster, settings['stop-delay-sec'] > 0 ? 'STOPPED' : 'RUNNING'),
    },
  ],
});

function stats({ settings, time }: Context) {
  const usage = settings['memory-mib'] * 1024 * 1024;
  return { read: formatTime(time), memory_stats: { usage } };
}
