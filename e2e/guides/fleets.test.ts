import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCli } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { wordsOf } from '../cli/support/mock.ts';
import { startControlled } from '../control/support/interfaces.ts';

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/guides/fleets.md'), 'utf8');

test('the example of the guide prints what the guide says', async () => {
  const [, example = '', output] = /^```js\n(.*?)^```\n\n```text\n(.*?)^```$/ms.exec(GUIDE) ?? [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', example],
    { cwd: import.meta.dirname, timeout: 30_000 },
  );
  expect(stdout).toBe(output);
});

test('the file of the guide is served, and its commands drive it', async () => {
  const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(GUIDE) ?? [];
  const [curl = '', ctl = ''] = [...GUIDE.matchAll(/^```sh\n(.*?)^```$/gms)].map(
    ([, block]) => block,
  );
  const folder = mkdtempSync(join(tmpdir(), 'aemm-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, yaml);
  const { cli, controlUrl } = await startControlled('--config-file', file);
  try {
    const [program = '', ...words] = wordsOf(curl.trim().replace('http://127.0.0.1:1338', cli.url));
    const { stdout } = await promisify(execFile)(program, ['--silent', ...words]);
    expect(stdout).toBe('i-0aaaaaaaaaaaaaaa1');
    const printed: string[] = [];
    for (const line of ctl.trim().split('\n')) {
      const [, ...rest] = wordsOf(line);
      const answer = await runCli(rest, { env: { AEMM_CONTROL_URL: controlUrl } });
      expect([line, answer.exitCode]).toEqual([line, 0]);
      printed.push(answer.stdout);
    }
    expect(printed[0]?.match(/index: \d/g)).toHaveLength(10);
    expect(printed[2]?.match(/instance: i-/g)).toHaveLength(100);
  } finally {
    await cli.stop();
  }
});
