import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCli } from '@aemm/testing';
import { expect, test } from 'vitest';
import { wordsOf } from '../cli/support/mock.ts';
import { startControlled } from '../control/support/interfaces.ts';

const GUIDE = readFileSync(
  join(import.meta.dirname, '../../docs/guides/reproduce-an-outage.md'),
  'utf8',
);

const EXAMPLES = [...GUIDE.matchAll(/^```js\n(.*?)^```\n\n```text\n(.*?)^```$/gms)];

test('the guide has examples in process and over a socket', () => {
  expect(EXAMPLES).toHaveLength(2);
});

test.each(EXAMPLES)(
  'an example of the guide prints what the guide says',
  async (_, example = '', output) => {
    // Node 22 has no `using`: esbuild writes it for every version.
    const { transform } = await import('esbuild');
    const { code } = await transform(example, { target: 'node22', format: 'esm' });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', code],
      { cwd: import.meta.dirname, timeout: 30_000 },
    );
    expect(stdout).toBe(output);
  },
);

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
