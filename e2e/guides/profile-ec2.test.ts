import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const GUIDE = join(import.meta.dirname, '../../docs/guides/profile-ec2.md');

test('the example of the guide prints what the guide says', async () => {
  const [, example = '', output] =
    /^```js\n(.*?)^```\n\n```text\n(.*?)^```$/ms.exec(await readFile(GUIDE, 'utf8')) ?? [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', example],
    { cwd: import.meta.dirname, timeout: 30_000 },
  );
  expect(stdout).toBe(output);
});
