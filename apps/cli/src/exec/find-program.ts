import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
