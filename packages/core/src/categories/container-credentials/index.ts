import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import type { Answer } from '../../contract/profile.ts';
import type { ImdsRequest } from '../../contract/request.ts';
import type { ServiceContext } from '../../contract/service.ts';
import { booleanSetting, portSetting, textSetting } from '../../contract/setting-kinds.ts';
import { textAnswer } from './answers.ts';
import { answerTask, ECS_PATH } from './ecs.ts';
import { answerPod, EKS_PATH } from './eks.ts';
import { roleCredentials } from './role-credentials.ts';

const settings = {
  'container-credentials': booleanSetting({
    description:
      'whether to serve the credentials of containers, as ECS and EKS Pod Identity do, on a port of their own',
    default: false,
    global: true,
  }),
  'container-credentials-hostname': textSetting({
    description: 'the host name or address that container credentials are served on',
    default: '127.0.0.1',
    global: true,
  }),
  'container-credentials-port': portSetting({
    description: 'the port that container credentials are served on; 0: any free one',
    default: 1340,
    global: true,
  }),
  'container-credentials-token': textSetting({
    description:
      'the authorization token that /v1/credentials accepts; empty: any. AEMM_CONTAINER_CREDENTIALS_TOKEN keeps it out of the list of processes',
    default: '',
    global: true,
    secret: true,
  }),
  'container-credentials-id': textSetting({
    description: 'the id in the relative URI of ECS, /v2/credentials/ID',
    default: '5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a',
    global: true,
    flag: false,
  }),
};

/** Credentials of the instance's role, as containers get them. */
export const containerCredentials = defineCategory({
  id: 'container-credentials',
  contract: CATEGORY_CONTRACT,
  description: 'Credentials as containers of ECS and pods of EKS get them',
  settings,
  service: {
    listen: {
      enabled: 'container-credentials',
      hostname: 'container-credentials-hostname',
      port: 'container-credentials-port',
    },
    path: (values) => `${ECS_PATH}${values['container-credentials-id']}`,
    answer,
  },
});

function answer(request: ImdsRequest, context: ServiceContext<typeof settings>): Answer {
  const { settings: values, instance } = context;
  const [path = ''] = request.path.split('?');
  if (path.startsWith(ECS_PATH)) {
    const id = path.slice(ECS_PATH.length);
    const expected = values['container-credentials-id'];
    return answerTask(id, expected, roleCredentials(context), instance);
  }
  if (path === EKS_PATH) {
    const token = String(request.headers.authorization ?? '');
    const expected = values['container-credentials-token'];
    return answerPod(token, expected, roleCredentials(context), instance.accountId);
  }
  return textAnswer(404, '404 page not found');
}
