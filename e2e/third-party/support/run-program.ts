import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { text } from 'node:stream/consumers';

/** How a program ended, with all that it wrote. */
export interface Ending {
  /** The exit status; `null` if it had to be ended. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** Where a program runs. */
export interface Place {
  readonly cwd: string;
  /** Folders that come first on the PATH. */
  readonly path?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program with nothing of the environment of the tests. One that does not end is ended, with what it started. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, path = [], env }: Place,
  timeoutMs = 45_000,
): Promise<Ending> {
  const windows = process.platform === 'win32';
  const child = spawn(program, args, {
    cwd,
    env: {
      NO_COLOR: '1',
      HOME: cwd,
      USERPROFILE: cwd,
      SystemRoot: process.env.SystemRoot,
      ComSpec: process.env.ComSpec,
      PATH: [...path, dirname(process.execPath), process.env.PATH].join(delimiter),
      ...env,
    },
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that it can be ended with what it started.
    detached: !windows,
  });
  const end = () => (windows ? child.kill() : process.kill(-Number(child.pid), 'SIGKILL'));
  const timer = setTimeout(end, timeoutMs);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  try {
    const [exitCode, stdout, stderr] = await Promise.all([
      exited,
      text(child.stdout),
      text(child.stderr),
    ]);
    return { exitCode, output: `${stdout}${stderr}` };
  } finally {
    clearTimeout(timer);
  }
}
