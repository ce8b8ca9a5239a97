import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The file of a program of this machine; `undefined` if it is not there. */
export function findOnPath(name: string): string | undefined {
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return files.find(isExecutable);
}

/** Where Go keeps what it has compiled, so that its own library is not compiled in each run of the tests. */
export function findGoCache(): Record<string, string> {
  const { stdout } = spawnSync('go', ['env', 'GOCACHE'], { encoding: 'utf8' });
  return { GOCACHE: stdout.trim() };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
