import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BINARY } from '../../cli/support/binary.ts';

/** A mock that answers questions about itself. */
export interface ProbedMock extends AsyncDisposable {
  readonly port: number;
  /** Its home, which goes with it. */
  readonly home: string;
  readonly process: ChildProcess;
  /** Asks the probe. */
  ask<T>(question: string): Promise<T>;
}

const PROBE = fileURLToPath(new URL('probe.cjs', import.meta.url));

/** Starts the binary with the probe in it, at home in an empty folder if no other is given. */
export async function startProbedMock(
  args: readonly string[] = [],
  home = mkdtempSync(join(tmpdir(), 'aemm-guard-')),
): Promise<ProbedMock> {
  const child = spawn(process.execPath, ['--require', PROBE, BINARY, '-p', '0', ...args], {
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const port = await portOf(child).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    port,
    home,
    process: child,
    async ask<T>(question: string) {
      child.send(question);
      const [reply] = await once(child, 'message');
      return reply as T;
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const PATIENCE_MS = 20_000;

/** The port that a mock names on standard error, of which no more is read. */
async function portOf(child: ChildProcess): Promise<number> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let output = '';
  while (!output.includes('Serving the following routes')) {
    const [text] = await once(child.stderr as NonNullable<ChildProcess['stderr']>, 'data', {
      signal,
    });
    output += text;
  }
  child.stderr?.pause();
  return Number(/ on port (\d+)/.exec(output)?.[1]);
}
