import type { CliChild } from './child.ts';
import { failure, spawnCli, within } from './child.ts';
import { hostOf } from './host.ts';
import type { CliOptions, CliResult } from './options.ts';
import { timeoutOf } from './options.ts';

/**
 * A mock that runs as a process of its own.
 *
 * @public
 */
export interface RunningCli extends AsyncDisposable {
  /** Where it answers: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The port. */
  readonly port: number;
  /** Its process. */
  readonly pid: number;
  /** Its home directory. */
  readonly home: string;
  /** What it has written on standard output so far. */
  readonly stdout: string;
  /** What it has written on standard error so far. */
  readonly stderr: string;
  /**
   * Waits until what it has written, on either stream, matches.
   *
   * @throws Error if it ends before, or takes longer than the `timeoutMs` it was started with
   */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it, by SIGTERM if no other signal is named, and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<CliResult>;
}

/** What AEMM prints when its socket listens, and what its users wait for. */
const READY = /Initiating ec2-metadata-mock for .* on port (\d+)/;

/** A process that ignores the signal it was asked to end by is ended by force after this time. */
const GRACE_MS = 5000;

/**
 * Starts the mock as a process of its own and waits until it listens: on loopback, at a port that is free, unless the
 * arguments or the environment configure it.
 *
 * @example
 * ```ts
 * await using mock = await startCli(['spot', '--action', 'stop']);
 * const answer = await fetch(`${mock.url}/latest/meta-data/spot/instance-action`);
 * ```
 * @throws Error if it ends instead, or is not ready within `timeoutMs`; with all that it wrote
 * @public
 */
export async function startCli(
  args: readonly string[] = [],
  options: CliOptions = {},
): Promise<RunningCli> {
  const timeoutMs = timeoutOf(options);
  const env = { AEMM_SERVER_HOSTNAME: '127.0.0.1', AEMM_SERVER_PORT: '0', ...options.env };
  const child = spawnCli(args, { ...options, env }, { guarded: true });
  const waitFor = (pattern: RegExp) =>
    within(timeoutMs, child, String(pattern), match(child, pattern));
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return within(GRACE_MS, child, `end on ${signal}`, child.exited);
  };
  const port = Number((await waitFor(READY))[1]);
  return {
    url: `http://${hostOf(args, env)}:${port}`,
    port,
    pid: child.pid,
    home: child.home,
    get stdout() {
      return child.output.stdout;
    },
    get stderr() {
      return child.output.stderr;
    },
    waitFor,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

async function match(child: CliChild, pattern: RegExp): Promise<RegExpExecArray> {
  const find = () => pattern.exec(child.output.stderr) ?? pattern.exec(child.output.stdout);
  let stopListening = () => {};
  const found = new Promise<RegExpExecArray>((resolve) => {
    const look = () => {
      const result = find();
      if (result !== null) resolve(result);
    };
    stopListening = child.onOutput(look);
    look();
  });
  const ended = child.exited.then(({ exitCode, signal }) => {
    const result = find();
    if (result !== null) return result;
    throw failure(child, `ended (${signal ?? exitCode}) before it wrote ${pattern}`);
  });
  try {
    return await Promise.race([found, ended]);
  } finally {
    stopListening();
  }
}
