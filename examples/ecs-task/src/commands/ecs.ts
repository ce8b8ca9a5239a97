import type { RunningMock } from '@aemm/plugin-kit';
import { MockCommand, settingFlags } from '@aemm/plugin-kit';
import { boolean } from '@oclif/core/flags';
import { ecs } from '../category.ts';

/** `ecs`: mocks the task metadata of ECS, beside the static metadata. */
export class Ecs extends MockCommand {
  static override summary = 'Mock task metadata of ECS';
  static override usage = 'ecs [--cluster NAME] [flags]';
  static override examples = [
    { command: 'ecs --print-env', description: 'and the variable that clients read' },
    { command: 'ecs --stop-delay-sec 30', description: 'the task has to stop after 30 s' },
  ];
  static override flags = {
    ...settingFlags(ecs),
    'print-env': boolean({ description: 'print the environment variable that clients read' }),
  };
  static override serves = [ecs.id];
  static override subject = 'ECS task metadata';

  override async run(): Promise<RunningMock> {
    const { flags } = await this.parse(Ecs);
    const mock = await super.run();
    if (flags['print-env']) this.#printEnvironment(mock);
    return mock;
  }

  #printEnvironment({ imds, url }: RunningMock): void {
    const { path = '' } = imds.snapshot.routes.find(({ key }) => key === 'ecs-stats') ?? {};
    this.log(`export ECS_CONTAINER_METADATA_URI_V4=${url}${path.replace(/\/stats$/, '')}`);
  }
}
