import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';

const { pid: endedPid } = spawnSync(process.execPath, ['-e', '0']);

/** Takes the lock several times at once, and returns how many held it together at most. */
async function countTogether(dataDir: string, times: number): Promise<number> {
  let holders = 0;
  let most = 0;
  const hold = async (): Promise<void> => {
    most = Math.max(most, ++holders);
    await new Promise((resolve) => setImmediate(resolve));
    holders--;
  };
  await Promise.all(Array.from({ length: times }, () => withLock(dataDir, hold)));
  return most;
}

test('one holder at a time, and no trace of any where nothing was installed', async () => {
  using tree = tempTree();
  expect(await countTogether(tree.join('data'), 5)).toBe(1);
  expect(existsSync(tree.join('data'))).toBe(false);
});

test('it is released when the holder fails', async () => {
  using tree = tempTree({ 'data/package.json': {} });
  const failing = withLock(tree.join('data'), () => Promise.reject(new Error('no space')));

  await expect(failing).rejects.toThrow('no space');
  expect(readdirSync(tree.join('data'))).toEqual(['package.json']);
});

test('the lock of a process that has ended is taken over, by one at a time', async () => {
  const held = { pid: endedPid, host: hostname(), since: 0 };
  using tree = tempTree({ 'data/package.json': {}, 'data/plugins.lock': held });

  expect(await countTogether(tree.join('data'), 5)).toBe(1);
  expect(readdirSync(tree.join('data'))).toEqual(['package.json']);
});

test.each([
  ['a process that runs', { pid: process.pid, host: hostname(), since: 0 }],
  ['a process of another machine', { pid: endedPid, host: 'elsewhere.invalid', since: 0 }],
  ['a process that is writing it', ''],
])('the lock of %s is waited for, and not for ever', async (_, held) => {
  using tree = tempTree({ 'data/plugins.lock': held });
  const waiting = withLock(tree.join('data'), async () => {}, 100);

  await expect(waiting).rejects.toMatchObject({
    code: 'AEMM_PLUGINS_BUSY',
    message: expect.stringContaining(`remove ${tree.join('data/plugins.lock')}.`),
  });
  expect(existsSync(tree.join('data/plugins.lock'))).toBe(true);
});

test('a folder that cannot hold a lock is reported', async () => {
  using tree = tempTree({ file: '' });
  const error = { code: 'AEMM_DATA_DIR', message: expect.stringContaining('Cannot write ') };
  await expect(withLock(tree.join('file/data'), async () => {})).rejects.toMatchObject(error);
});
