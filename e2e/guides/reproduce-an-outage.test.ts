import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '@aemm/testing';
import { expect, test } from 'vitest';
import { wordsOf } from '../cli/support/mock.ts';
import { startControlled } from '../control/support/interfaces.ts';
import { readExamples, runExample } from './support/examples.ts';

const GUIDE = readFileSync(
  join(import.meta.dirname, '../../docs/guides/reproduce-an-outage.md'),
  'utf8',
);

const EXAMPLES = readExamples(GUIDE);

test('the guide has examples in process and over a socket', () => {
  expect(EXAMPLES).toHaveLength(2);
});

test.each(EXAMPLES)('an example of the guide prints what the guide says', async (each) => {
  expect(await runExample(each.example)).toBe(each.shown);
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
