import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { inject } from 'vitest';

/** A folder to work in, as a user of a published package has it. */
export interface Place {
  readonly folder: string;
  readonly home: string;
  /** Folders that come first on the PATH. */
  readonly path?: readonly string[];
  /** Environment variables beside those that every program needs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What became of a command. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of shell as a user would type it. */
export function shell(line: string, place: Place): Promise<Outcome> {
  const path = [...(place.path ?? []), dirname(process.execPath), process.env.PATH];
  const env = {
    npm_config_userconfig: inject('npmrc'),
    NO_COLOR: '1',
    PATH: path.join(delimiter),
    HOME: place.home,
    USERPROFILE: place.home,
    SystemRoot: process.env.SystemRoot,
    ComSpec: process.env.ComSpec,
    ...place.env,
  };
  const [program, ...first] = process.platform === 'win32' ? ['cmd', '/d', '/c'] : ['sh', '-c'];
  return new Promise((resolve) => {
    execFile(
      String(program),
      [...first, line],
      { cwd: place.folder, env },
      (error, stdout, stderr) => resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** As {@link shell}, for a line that must succeed. */
export async function mustRun(line: string, place: Place): Promise<string> {
  const { exitCode, stdout, stderr } = await shell(line, place);
  if (exitCode === 0) return stdout;
  throw new Error(`${line}: exit ${exitCode}\n${stdout}${stderr}`);
}
