import type { Load } from './load/load.ts';
import type { Options } from './options.ts';
import type { PackedCli } from './packed-cli.ts';
import type { Launch } from './program.ts';

/** What every suite works with. */
export interface Bench {
  readonly options: Options;
  readonly cli: PackedCli;
  readonly load: Load;
  /** A folder of our own, also the home of what is started. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** How to start bare `node:http`. */
  readonly bare: Launch;
  /** How to start the command line that has its Node in it, on platforms that it is built for. */
  readonly executable: Launch | undefined;
  /** How to start what is compared, if anything is. */
  readonly against: Launch | undefined;
  /** How to start the mock with arguments beside its port. */
  mock(...args: readonly string[]): Launch;
}
