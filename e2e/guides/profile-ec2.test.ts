import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExamples } from './support/run-examples.ts';

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/guides/profile-ec2.md'), 'utf8');

test('the example of the guide prints what the guide says', async () => {
  const examples = await runExamples(GUIDE);
  expect(examples).toHaveLength(1);
  for (const { printed, shown } of examples) expect(printed).toBe(shown);
});
