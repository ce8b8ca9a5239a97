import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const guide = await readFile(join(ROOT, 'docs/guides/test-in-process.md'), 'utf8');

test('the example of the guide passes as it stands', async () => {
  const [, example = ''] = /^```js\n(.*?)^```$/ms.exec(guide) ?? [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', example],
    { cwd: import.meta.dirname, timeout: 30_000 },
  );
  expect(stdout).toMatch(/^\D*pass 2$/m);
  expect(stdout).toMatch(/^\D*fail 0$/m);
});

const drain = await readFile(join(ROOT, 'docs/guides/test-a-drain.md'), 'utf8');
const files = [...`${guide}\n${drain}`.matchAll(/^```\w+ (?<name>\S+)\n(?<text>.*?)^```$/gms)].map(
  ({ groups = {} }) => ({ name: String(groups.name), text: String(groups.text) }),
);

test('the guides show files of the examples', () => {
  expect(files.length).toBeGreaterThan(5);
});

test.each(files)('what a guide shows of $name is what the example has', async ({ name, text }) => {
  expect(text).toBe(await readFile(join(ROOT, 'examples/test-runners', name), 'utf8'));
});
