import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { cacheFolder, KEPT } from './support/kept-code.ts';
import { startProbedMock } from './support/probed-mock.ts';

/** Starts a mock and ends it again; returns the files of its code that it has touched. */
async function filesTouched(temp: TempTree): Promise<string[]> {
  await using mock = await startProbedMock([], temp.path);
  const { read } = await mock.ask<{ read: readonly string[] }>('loaded');
  const names = read.map((file) => basename(file)).filter((name) => name.startsWith(KEPT));
  // The folder goes with the mock.
  return [...names, ...readdirSync(cacheFolder(temp)).filter((name) => name.startsWith(KEPT))];
}

const isPosix = process.platform !== 'win32';

test.runIf(isPosix)('a link where the draft might be is not followed', async () => {
  using temp = tempTree({ victim: 'mine' });
  const folder = cacheFolder(temp);
  const env = { PATH: process.env.PATH, HOME: temp.path, TMPDIR: temp.path };
  // The shell becomes the mock, whose process id is thus known beforehand.
  const line = `ln -s "$HOME/victim" "${folder}/${KEPT}.$$"; exec "$0" "$@"`;
  const typed = [process.execPath, BINARY, '-n', '127.0.0.1', '-p', '0'];
  const mock = spawn('sh', ['-c', line, ...typed], { env, stdio: 'ignore' });
  try {
    await expect.poll(() => existsSync(join(folder, KEPT)), { timeout: 20_000 }).toBe(true);
  } finally {
    mock.kill();
    await once(mock, 'exit');
  }

  expect(statSync(temp.join('victim')).size).toBe('mine'.length);
});

test.runIf(process.getuid?.() === 0)("another user's folder is not used", async () => {
  using temp = tempTree();
  chownSync(cacheFolder(temp), 65_534, 65_534);

  expect(await filesTouched(temp)).toEqual([]);
});

test.runIf(isPosix)('a draft that cannot take its place is removed', async () => {
  using temp = tempTree();
  const inTheWay = join(cacheFolder(temp), KEPT, 'file');
  temp.write({ [inTheWay.slice(temp.path.length + 1)]: '' });
  const touched = await filesTouched(temp);

  expect(touched).toContainEqual(expect.stringMatching(/^aemm-\w{64}\.\w+$/));
  expect(touched.at(-1)).toBe(KEPT);
});
