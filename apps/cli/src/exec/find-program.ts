import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '@aemm/mock';
import type { CommandEnd } from './exit-status.ts';

/**
 * Whether a name may mean a program. If a folder of the PATH cannot be read, the system reports a permission that is
 * missing instead. Of paths it reports what is so.
 *
 * @param path - the PATH; absent: the system has one of its own, so it is left to that
 */
export function isThere(
  program: string,
  path: string | undefined,
  exists: (file: string) => boolean = existsSync,
): boolean {
  if (program.includes('/')) return true;
  if (program === '') return false;
  return (
    path === undefined || path.split(delimiter).some((folder) => exists(join(folder, program)))
  );
}

/** The end of a command whose program is not there; `undefined` if it may be. */
export function findNothing(
  [program = '']: readonly string[],
  { PATH }: Environment,
): CommandEnd | undefined {
  // Windows adds endings to names, and has no prefixes that would report what is missing in their own words.
  if (process.platform === 'win32' || isThere(program, PATH)) return undefined;
  const error = Object.assign(new Error('not found'), { code: 'ENOENT' });
  return { kind: 'not-started', error };
}
