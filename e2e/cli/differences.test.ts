import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const E2E = fileURLToPath(new URL('..', import.meta.url));
const PAGE = new URL('../../docs/reference/differences-from-aemm.md', import.meta.url);

const documented = readFileSync(PAGE, 'utf8').match(/^\| D\d\d (?=\|)/gm) ?? [];

/** The tags that the names of tests begin with. */
const tested = globSync('{chart,cli,faults,image,sdk}/**/*.test.ts', { cwd: E2E }).flatMap(
  (file) => {
    const source = readFileSync(`${E2E}/${file}`, 'utf8');
    return [...source.matchAll(/['"`]\[(D\d\d)\] /g)].map(([, tag]) => tag);
  },
);

test('every difference that is documented has a test, and every one that is tested is documented', () => {
  const ids = documented.map((row) => row.slice(2, 5));

  expect([...new Set(tested)].sort()).toEqual(ids);
});

test('the differences are numbered in their order, none twice', () => {
  expect(documented).toEqual(
    documented.map((_, index) => `| D${String(index + 1).padStart(2, '0')} `),
  );
});
