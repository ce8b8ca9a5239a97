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
  // It reads the addresses of proxies, which are not trusted.
  { file: /fastify[\\/]lib[\\/]request\.js$/, names: /proxyAddr/ },
  // Only a fastify plugin that names the versions it works with needs it.
  { file: /fastify[\\/]lib[\\/]plugin-utils\.js$/, names: /semver/ },
];

/** The first comparison by locale makes Node load its collation tables. Ids of commands are ASCII. */
const BY_LOCALE = 'a.id.localeCompare(b.id)';
const BY_CODE = '(a.id < b.id ? -1 : 1)';
const SORTS_COMMANDS = /config[\\/]plugin\.js$/;

/** A container may run as a user that the system has no entry for, which makes this throw; the shell is not used. */
const USER_SHELL = '(0, node_os_1.userInfo)().shell';
const FINDS_SHELL = /util[\\/]os\.js$/;

/** What is replaced in the source of a module, before anything else. */
const REPLACEMENTS = [
  { file: SORTS_COMMANDS, from: BY_LOCALE, to: BY_CODE },
  { file: FINDS_SHELL, from: USER_SHELL, to: 'undefined' },
];

/** An esbuild plugin: the bundle starts faster than what it is made of. */
export const startUp: Plugin = {
  name: 'start-up',
  setup(build) {
    for (const { file, names } of CHANGES) {
      build.onLoad({ filter: file }, async ({ path }) => {
        return { contents: requireLate(replaceIn(path, await readFile(path, 'utf8')), names) };
      });
    }
  },
};

function replaceIn(path: string, source: string): string {
  return REPLACEMENTS.filter(({ file }) => file.test(path)).reduce((text, { from, to }) => {
    if (!text.includes(from)) throw new Error(`${path} does not contain ${from} any more`);
    return text.replace(from, to);
  }, source);
}

/** Modules that ours stand in for. */
export const ALIASES = {
  '@opentelemetry/api': fileURLToPath(new URL('opentelemetry-api.ts', import.meta.url)),
  'cli-spinners': fileURLToPath(new URL('cli-spinners.ts', import.meta.url)),
  'wsl-utils': fileURLToPath(new URL('wsl-utils.ts', import.meta.url)),
};
