import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExamples } from './support/run-examples.ts';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/guides/drive.md'), 'utf8');

test('the example of the guide prints what the guide says', async () => {
  const examples = await runExamples(GUIDE);
  expect(examples).toHaveLength(1);
  for (const { printed, shown } of examples) expect(printed).toBe(shown);
});

test('what the guide shows of an example is in its file', () => {
  const excerpts = [...GUIDE.matchAll(/^```\w+ (?<name>\S+)\n(?<text>.*?)^```$/gms)];
  expect(excerpts.map(({ groups }) => groups?.name)).toEqual([
    'shell/drain.test.sh',
    'python/test_drain.py',
    'go/worker_test.go',
  ]);
  for (const { groups: { name = '', text = '' } = {} } of excerpts) {
    expect(readFileSync(join(ROOT, 'examples/test-runners', name), 'utf8')).toContain(text);
  }
});
