import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '@aemm/testing';
import { expect, test } from 'vitest';
import { wordsOf } from '../cli/support/mock.ts';
import { startControlled } from '../control/support/interfaces.ts';
import { runExamples } from './support/run-examples.ts';

const GUIDE = readFileSync(
  join(import.meta.dirname, '../../docs/guides/reproduce-an-outage.md'),
  'utf8',
);

test('the examples of the guide print what the guide says', async () => {
  const examples = await runExamples(GUIDE);
  expect(examples).toHaveLength(2);
  for (const { printed, shown } of examples) expect(printed).toBe(shown);
});

test('the commands of the guide drive a mock that runs', async () => {
  const [, block = ''] = /^```sh\n(.*?)^```$/ms.exec(GUIDE) ?? [];
  const { cli, controlUrl } = await startControlled();
  try {
    const printed: string[] = [];
    for (const line of block.trim().split('\n')) {
      const [, ...words] = wordsOf(line.replaceAll("'", ''));
      const { exitCode, stdout } = await runCli(words, { env: { AEMM_CONTROL_URL: controlUrl } });
      expect([line, exitCode]).toEqual([line, 0]);
      printed.push(stdout);
    }
    expect(printed[2]).toMatch(/outage.*slow/s);
  } finally {
    await cli.stop();
  }
});
