import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const run = promisify(execFile);

/** Types a line into a shell and returns what it prints on standard output. */
export async function type(line: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', line]);
  return stdout;
}

/** A mock that a shell started in the background, its output in the file `log`. */
export interface BackgroundJob extends AsyncDisposable {
  /** Waits for the line that says where it listens. */
  port(): Promise<number>;
}

/**
 * Types a line that ends with `&` into bash, in a folder that is home and on the PATH; `&>` is bash's. The job ends when
 * it goes out of scope.
 */
export async function typeInBackground(line: string, folder: string): Promise<BackgroundJob> {
  const { stdout } = await run('bash', ['-c', `${line} echo $!`], {
    cwd: folder,
    env: {
      // The interpreter of the tests, not another one that the system may have.
      PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: folder,
      AEMM_SERVER_HOSTNAME: '127.0.0.1',
      AEMM_SERVER_PORT: '0',
    },
  });
  const pid = Number(stdout);
  const log = () => readFile(join(folder, 'log'), 'utf8');
  return {
    async port() {
      await expect.poll(log, { timeout: 20_000, interval: 20 }).toMatch(/ on port \d+/);
      return Number(/ on port (\d+)/.exec(await log())?.[1]);
    },
    async [Symbol.asyncDispose]() {
      if (isAlive(pid)) process.kill(pid);
      await expect.poll(() => isAlive(pid), { timeout: 5000, interval: 20 }).toBe(false);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
