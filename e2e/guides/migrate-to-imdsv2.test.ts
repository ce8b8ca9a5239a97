import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExample } from './support/run-example.ts';

const GUIDE = readFileSync(
  join(import.meta.dirname, '../../docs/guides/migrate-to-imdsv2.md'),
  'utf8',
);

test('the example of the guide prints what the guide says', async () => {
  const { printed, shown } = await runExample(GUIDE);
  expect(printed).toBe(shown);
  expect(printed).toMatch(/without a session token/);
});
