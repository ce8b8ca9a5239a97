import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { ask, LEAF } from './support/clients.ts';
import { hasSmallDisk, startOnSmallDisk } from './support/small-disk.ts';

const NO_DISK = hasSmallDisk ? '' : ' (skipped: this user may not mount a small disk by unshare)';

/** Asks often enough to fill the disk, or a half of it. */
async function askOften(port: number, times: number): Promise<void> {
  const path = `/latest/${'x'.repeat(2000)}`;
  for (let count = 0; count < times; count++) expect(await ask(port, false, path)).toBe('close');
}

test.skipIf(!hasSmallDisk)(
  `a full disk costs lines of the log, and the log says so${NO_DISK}`,
  async () => {
    await using mock = await startOnSmallDisk();
    await askOften(mock.port, 60);
    expect(mock.log.length).toBeGreaterThan(50_000);
    mock.emptyLog();
    await askOften(mock.port, 3);
    await expect.poll(() => mock.log).toMatch(/were dropped/);

    const lines = mock.log.trimEnd().split('\n');
    expect(lines.find((line) => line.includes('dropped'))).toMatch(
      /^\S+ \S+ \d+ lines of this log were dropped: they could not be written \(ENOSPC: no space left on device, write\)\.$/,
    );
    for (const line of lines) expect(line).toMatch(/^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d .*|)$/);
    expect(await mock.stop()).toBe(0);
  },
);

const NO_FULL = existsSync('/dev/full') ? '' : ' (skipped: there is no /dev/full)';

test.skipIf(NO_FULL !== '')(
  `a log that never takes a line holds up nothing${NO_FULL}`,
  async () => {
    using home = tempTree();
    const port = await findFreePort();
    const line = 'exec "$0" "$@" 2>/dev/full';
    const words = [process.execPath, BINARY, '-n', '127.0.0.1', '-p', String(port)];
    const env = { PATH: process.env.PATH, HOME: home.path, TMPDIR: home.path };
    const mock = spawn('sh', ['-c', line, ...words], { env, stdio: 'ignore' });
    onTestFinished(() => void mock.kill('SIGKILL'));
    const exited = once(mock, 'exit');

    await expect.poll(() => ask(port, false, LEAF), { timeout: 20_000 }).toBe('close');
    await askOften(port, 20);
    mock.kill();
    expect(await exited).toEqual([0, null]);
  },
);

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
