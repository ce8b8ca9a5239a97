import { readTimeout } from '@aemm/core';

/**
 * How the command line program is run in a test.
 *
 * @public
 */
export interface CliOptions {
  /**
   * The program: an executable, or a script that Node runs. If absent, what the environment variable `AEMM_BINARY`
   * names, or else the `@aemm/cli` that the working directory of the test depends on.
   */
  readonly binary?: string;
  /** The Node that runs a script; the test's own if absent. */
  readonly node?: string;
  /** The home directory, where the program keeps its plugins too; an empty one that is removed in the end if absent. */
  readonly home?: string;
  /** The working directory; the home directory if absent. */
  readonly cwd?: string;
  /**
   * Environment variables beside those that every program needs: nothing of the test's own environment reaches it
   * otherwise. `undefined` takes one away.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders of plugins to link, as `plugins link` does. They replace those that the home directory has. */
  readonly plugins?: readonly string[];
  /** How long it may take, in milliseconds of real time: to end, or to be ready. 20 seconds if absent. */
  readonly timeoutMs?: number;
}

/**
 * What became of a program.
 *
 * @public
 */
export interface CliResult {
  /** Its exit status; `null` if a signal ended it. */
  readonly exitCode: number | null;
  /** The signal that ended it; `null` if it ended by itself. */
  readonly signal: NodeJS.Signals | null;
  /** What it wrote on standard output. */
  readonly stdout: string;
  /** What it wrote on standard error. */
  readonly stderr: string;
}

const DEFAULT_TIMEOUT_MS = 20_000;

/** How long a program may take. Throws a RangeError for what is none, before anything is started. */
export function timeoutOf({ timeoutMs = DEFAULT_TIMEOUT_MS }: CliOptions): number {
  return readTimeout(timeoutMs, 'timeoutMs');
}
