import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { requireLate } from './late-requires.ts';

/** What is changed in modules of our dependencies, none of it in what they do: docs/decisions/0006-start-up.md. */
const CHANGES = [
  // The output of TypeScript: every name that holds a module is numbered, so nothing else can be meant.
  { file: /@oclif[\\/]core[\\/]lib[\\/].*\.js$/, names: /\w+_\d+/ },
  // Loading them takes as long as loading all of oclif, and TLS is not used.
  { file: /fastify[\\/]lib[\\/]server\.js$/, names: /https|http2/ },
  // Only a fastify plugin that names the versions it works with needs it.
  { file: /fastify[\\/]lib[\\/]plugin-utils\.js$/, names: /semver/ },
];

/** The first comparison by locale makes Node load its collation tables. Ids of commands are ASCII. */
const BY_LOCALE = 'a.id.localeCompare(b.id)';
const BY_CODE = '(a.id < b.id ? -1 : 1)';
const SORTS_COMMANDS = /config[\\/]plugin\.js$/;

/** An esbuild plugin: the bundle starts faster than what it is made of. */
export const startUp: Plugin = {
  name: 'start-up',
  setup(build) {
    for (const { file, names } of CHANGES) {
      build.onLoad({ filter: file }, async ({ path }) => {
        const source = requireLate(await readFile(path, 'utf8'), names);
        return { contents: SORTS_COMMANDS.test(path) ? sortByCode(source) : source };
      });
    }
  },
};

function sortByCode(source: string): string {
  if (!source.includes(BY_LOCALE)) throw new Error(`oclif does not sort by ${BY_LOCALE} any more`);
  return source.replace(BY_LOCALE, BY_CODE);
}

/** Modules that ours stand in for. */
export const ALIASES = {
  'cli-spinners': fileURLToPath(new URL('cli-spinners.ts', import.meta.url)),
  'wsl-utils': fileURLToPath(new URL('wsl-utils.ts', import.meta.url)),
};
