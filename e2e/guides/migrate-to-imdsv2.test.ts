import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExamples, runExample } from './support/examples.ts';

const GUIDE = readFileSync(
  join(import.meta.dirname, '../../docs/guides/migrate-to-imdsv2.md'),
  'utf8',
);

test('the example of the guide prints what the guide says', async () => {
  const [{ example = '', shown = '' } = {}] = readExamples(GUIDE);
  expect(example).toMatch(/startMock/);
  expect(await runExample(example)).toBe(shown);
});
