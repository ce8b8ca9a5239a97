import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BINARY } from './support/binary.ts';
import { startMock } from './support/mock.ts';

const SOON = { timeout: 15_000, interval: 20 };
const CONFIG = JSON.stringify({ metadata: { values: { mac: 'piped' } } });

/** Waits until a process reads a pipe, and returns the end to write to. */
async function openForReader(pipe: string): Promise<number> {
  let fd = -1;
  const open = (): void => {
    fd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  };
  await expect.poll(open, SOON).toBeUndefined();
  return fd;
}

function makePipe(tree: TempTree): string {
  const pipe = tree.join('pipe.json');
  execFileSync('mkfifo', [pipe]);
  return pipe;
}

describe.skipIf(process.platform === 'win32')('a configuration from a pipe', () => {
  test('is waited for, however late its writer comes', async () => {
    using tree = tempTree();
    const pipe = makePipe(tree);
    const starting = startMock(`-c ${pipe}`, { home: tree.path });
    const writer = await openForReader(pipe);
    writeSync(writer, CONFIG.slice(0, 10));
    writeSync(writer, CONFIG.slice(10));
    closeSync(writer);

    await using mock = await starting;
    expect((await mock.get('/latest/meta-data/mac')).body).toBe('piped');
  });

  test('cannot be watched: a warning says so, and what was read is served', async () => {
    using tree = tempTree();
    const pipe = makePipe(tree);
    const starting = startMock(`-w -c ${pipe}`, { home: tree.path });
    const writer = await openForReader(pipe);
    writeSync(writer, CONFIG);
    closeSync(writer);

    await using mock = await starting;
    await mock.waitFor(/Warning: .*pipe\.json is not a file that can be watched\.\n/);
    expect((await mock.get('/latest/meta-data/mac')).body).toBe('piped');
  });

  test.for(['SIGTERM', 'SIGINT'] as const)(
    'that never ends does not outlast %s',
    async (signal) => {
      using tree = tempTree();
      const pipe = makePipe(tree);
      const writer = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
      const write = () => writeSync(writer, ' '.repeat(4096));
      expect(() => {
        while (true) write();
      }).toThrow(/EAGAIN/);
      const child = spawn(process.execPath, [BINARY, '-c', pipe], {
        env: { HOME: tree.path },
        stdio: 'ignore',
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const exit = once(child, 'exit');
      // There is room again once it reads.
      await expect.poll(write, SOON).toBeGreaterThan(0);

      child.kill(signal);
      expect(await exit).toEqual([0, null]);
      closeSync(writer);
    },
  );
});
