import { toPrintable } from '@aemm/config';
import { Command } from '@oclif/core/command';
import { boolean, string } from '@oclif/core/flags';
import { allCategories } from '../bundled-categories.ts';

/** `record`: a configuration that serves what another service serves. */
export class Record extends Command {
  static override summary = 'Record a metadata service as a configuration';
  static override description =
    'Reads a whole metadata tree and prints a configuration that serves the same bytes under profile ec2.';
  static override usage = 'record --from URL [flags]';
  static override examples = [
    {
      command: 'record --from http://127.0.0.1:1338 > instance.yaml',
      description: 'all but credentials and user data',
    },
  ];
  static override flags = {
    from: string({ description: 'the address of the service: http://HOST:PORT' }),
    secrets: boolean({ allowNo: true, description: 'whether to record credentials too' }),
    'user-data': boolean({ allowNo: true, description: 'whether to record user data too' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Record);
    if (flags.from === undefined) {
      this.error(`--from is missing. Type ${this.config.bin} record --from http://HOST:PORT.`);
    }
    const origin = originOf(flags.from);
    if (origin === undefined) {
      const given = JSON.stringify(flags.from);
      this.error(
        `${given} is not allowed for --from. Allowed: an address such as http://127.0.0.1:1338.`,
      );
    }
    const { createClient, RECORD_LIMITS } = await import('../record/client.ts');
    const { crawl } = await import('../record/crawl.ts');
    const { toConfig } = await import('../record/to-config.ts');
    const { toYaml } = await import('../record/to-yaml.ts');
    const { findDifferences } = await import('../record/check-config.ts');
    try {
      const client = await createClient(origin, RECORD_LIMITS);
      const choices = { secrets: flags.secrets, userData: flags['user-data'] };
      const tree = await crawl(client, choices, RECORD_LIMITS);
      const yaml = toYaml(toConfig(tree));
      const { changed, added } = await findDifferences(yaml, tree, allCategories);
      this.log(
        `# Recorded from ${origin.origin} over IMDS${client.hasToken ? 'v2' : 'v1'}.\n${yaml}`.trimEnd(),
      );
      for (const path of tree.leftOut) this.logToStderr(toPrintable(`Left out: ${path}`));
      for (const path of changed) this.#warn(`does not serve ${path} as recorded`);
      for (const path of added) this.#warn(`serves ${path}, which was not there`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.error(toPrintable(`Cannot record ${origin.origin}: ${reason}.`), { exit: 1 });
    }
  }

  #warn(what: string): void {
    this.logToStderr(toPrintable(`Warning: this configuration ${what}.`));
  }
}

/** The origin that a text names; `undefined` if it names none, or more than that. */
function originOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isOrigin = url.protocol === 'http:' && url.pathname === '/' && url.search === '';
  return isOrigin && url.username === '' ? url : undefined;
}
