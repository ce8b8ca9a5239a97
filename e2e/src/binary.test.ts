import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const binary = fileURLToPath(new URL('../../apps/cli/bin/run.js', import.meta.url));

test('the binary names itself in its help', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [binary, '--help']);

  expect(stdout).toContain('ec2-metadata-mock');
});
