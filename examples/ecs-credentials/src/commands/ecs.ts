import type { RunningMock } from '@aemm/plugin-kit';
import { MockCommand, settingFlags } from '@aemm/plugin-kit';
import { boolean } from '@oclif/core/flags';
import { ecs } from '../category.ts';

/** `ecs`: mocks what the ECS agent serves a container, beside the static metadata. */
export class Ecs extends MockCommand {
  static override summary = 'Mock ECS container credentials and task metadata';
  static override usage = 'ecs [--role-arn ARN] [flags]';
  static override examples = [
    { command: 'ecs --print-env', description: 'and the variables that SDKs read' },
    { command: 'ecs --stop-delay-sec 30', description: 'the task is to stop after 30 s' },
  ];
  static override flags = {
    ...settingFlags(ecs),
    'print-env': boolean({ description: 'print the environment variables that SDKs read' }),
  };
  static override serves = [ecs.id];
  static override subject = 'ECS container credentials';

  override async run(): Promise<RunningMock> {
    const { flags } = await this.parse(Ecs);
    const mock = await super.run();
    if (flags['print-env']) this.#printEnvironment(mock);
    return mock;
  }

  #printEnvironment({ imds, port }: RunningMock): void {
    const { path } = imds.snapshot.routes.find(({ key }) => key === 'ecs-credentials') ?? {};
    const url = `http://127.0.0.1:${port}`;
    this.log(`export AWS_CONTAINER_CREDENTIALS_FULL_URI=${url}${path}`);
    this.log(`export ECS_CONTAINER_METADATA_URI_V4=${url}/v4`);
  }
}
