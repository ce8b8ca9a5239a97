import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** Folders of generated or installed code. */
const MADE: readonly string[] = ['node_modules', 'dist', 'reports'];

/** The code of a package in all its rooms, by its path within the package. */
export function findSources(folder: string): string[] {
  return globSync('**/*.{ts,mts,cts,js,mjs,cjs}', {
    cwd: folder,
    exclude: (path) => MADE.includes(basename(path)),
  });
}
