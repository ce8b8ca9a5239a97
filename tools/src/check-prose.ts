import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findPrivateNames, findPrivateWords } from './prose.ts';
import { ROOT, report } from './workspace.ts';

/** Folders that hold no text of ours. */
const EXCLUDED: readonly string[] = [
  'node_modules',
  'dist',
  'reports',
  'coverage',
  '.git',
  '.turbo',
];

/** The list of the words itself, with its test, and the lock file. */
const EXEMPT: readonly string[] = [
  'tools/src/prose.ts',
  'tools/src/prose.test.ts',
  'pnpm-lock.yaml',
];

const files = globSync(
  [
    '{,.changeset/,.github/}**/*.{md,ts,mts,cts,js,mjs,cjs,yaml,yml,tpl,snap}',
    '**/{Dockerfile,NOTES.txt}',
  ],
  { cwd: ROOT, exclude: (path) => EXCLUDED.includes(basename(path)) },
);

report(
  files
    .filter((file) => !EXEMPT.includes(file))
    .sort()
    .flatMap((file) => {
      const find = file.endsWith('.md') ? findPrivateWords : findPrivateNames;
      return find(readFileSync(join(ROOT, file), 'utf8')).map((word) => `${file}:${word}`);
    }),
);
