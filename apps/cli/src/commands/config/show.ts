import type { ResolvedValue } from '@aemm/config';
import { loadConfig, toPrintable } from '@aemm/config';
import { ConfiguredCommand } from '@aemm/plugin-kit';

/** `config show`: the resolved configuration, with the origin of every value. */
export class ConfigShow extends ConfiguredCommand {
  static override summary = 'Show the resolved configuration and where every value comes from';
  static override enableJsonFlag = true;
  static override usage = 'config show [flags]';
  static override examples = [
    { command: 'config show', description: 'what the mock would run with' },
    { command: 'config show --json -c aemm.yaml', description: 'the same for a program' },
  ];

  override async run(): Promise<{ file: string | null; values: ShownValue[] }> {
    const { input } = await this.setUp();
    const config = await loadConfig(input);
    for (const warning of config.warnings) this.logToStderr(warning);
    const values = config.values.map(shown);
    for (const { key, value, source, where } of values) {
      this.log(toPrintable(`${key} = ${JSON.stringify(value)}  # ${where ?? source}`));
    }
    return { file: config.file ?? null, values };
  }
}

interface ShownValue {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
  readonly where: string | null;
}

function shown({ key, value, origin, secret }: ResolvedValue): ShownValue {
  const visible = secret && value !== '' ? '(hidden)' : value;
  return { key, value: visible, source: origin.source, where: origin.where ?? null };
}
