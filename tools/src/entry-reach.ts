import { join } from 'node:path';
import { ENTRY_EDGES } from './edges.ts';
import type { Manifest } from './workspace.ts';
import { findModules } from './workspace.ts';

/** The specifiers that a file imports, by its path within the package. */
export type ImportsOf = (file: string) => readonly string[];

/** What the entry points of a package reach against the rules, through its own files and by types too. */
export function checkEntries(manifest: Manifest, importsOf: ImportsOf): string[] {
  return [...findModules(manifest)].flatMap(([subpath, { types }]) => {
    const allowed = ENTRY_EDGES[subpath];
    if (allowed === undefined) return [];
    const source = types.replace(/^\.\/dist\/(.*)\.d\.ts$/, 'src/$1.ts');
    return findReached(source, importsOf)
      .filter((specifier) => !allowed.includes(specifier))
      .map(
        (specifier) => `${manifest.name}: the entry point ${subpath} may not reach ${specifier}`,
      );
  });
}

function findReached(entry: string, importsOf: ImportsOf): string[] {
  const files = new Set([entry]);
  const reached = new Set<string>();
  // A set hands out what is added to it while it is walked.
  for (const file of files) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) files.add(join(file, '..', specifier));
      else reached.add(specifier);
    }
  }
  return [...reached];
}
