import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';

const GUIDE = join(import.meta.dirname, '../../../docs/guides/embed-core.md');
const ROW = /^\| (?<names>(?:`\w+`,? )+) *\| (?<bound>\d+) kB +\|$/gm;

const bounds = [...readFileSync(GUIDE, 'utf8').matchAll(ROW)].map(({ groups = {} }) => ({
  names: String(groups.names).replaceAll('`', '').trim(),
  bound: Number(groups.bound) * 1000,
}));

test('the guide states bounds', () => {
  expect(bounds.length).toBeGreaterThan(1);
});

test.each(bounds)('$names: at most $bound bytes, gzipped', async ({ names, bound }) => {
  const { code } = await bundle(`export { ${names} } from '@aemm/core';`, { minify: true });
  const { length } = gzipSync(code);
  process.stdout.write(`${names}: ${length} bytes gzipped, of at most ${bound}\n`);

  expect(length).toBeLessThanOrEqual(bound);
  // A bound far above what it bounds guards nothing.
  expect(length).toBeGreaterThan(bound / 2);
});
