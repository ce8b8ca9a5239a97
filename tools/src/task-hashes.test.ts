import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const LAUNCHER = new URL('../launch/workspace.mjs', import.meta.url);
const CATALOG_NODE = fileURLToPath(
  new URL('../../node_modules/node/package.json', import.meta.url),
);

/** With the Node of this test first. */
const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

/** The variables that turbo would put into the hash of every task, as the launcher runs it. */
function hashedVariables(env: NodeJS.ProcessEnv): unknown {
  const script = `import { turbo } from ${JSON.stringify(LAUNCHER.href)};
    process.exitCode = turbo(['test', '--dry=json', '--filter=@aemm/core']);`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { encoding: 'utf8', env: { ...process.env, PATH, ...env } },
  );
  if (!stdout.startsWith('{')) throw new Error(stderr || stdout);
  return JSON.parse(stdout).globalCacheInputs.environmentVariables.configured;
}

const hashed = (version: string) =>
  `WORKSPACE_NODE=${createHash('sha256').update(version).digest('hex')}`;

test('the result of a task is kept for the version of Node that made it', () => {
  const { version } = JSON.parse(readFileSync(CATALOG_NODE, 'utf8'));

  expect(hashedVariables({ AEMM_NODE: '' })).toEqual([hashed(`v${version}`)]);
  expect(hashedVariables({ AEMM_NODE: 'system' })).toEqual([hashed(process.version)]);
}, 60_000);
