import { execFileSync, spawn } from 'node:child_process';
import { mkdir, open, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorkplace } from '../../test/workplace.ts';
import { readInput } from './read-input.ts';

const MEBIBYTE = 1024 * 1024;
const LIMITS = { maxBytes: MEBIBYTE };

async function reasonOf(reading: Promise<Uint8Array>): Promise<string> {
  return reading.then(
    ({ length }) => `${length} bytes`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

describe('an input', () => {
  test('is read to its end, up to the limit', async () => {
    const { write } = await createWorkplace();
    for (const size of [0, 1, 65_536, 65_537, MEBIBYTE]) {
      const bytes = new Uint8Array(size).fill(7);
      expect(Buffer.compare(await readInput(await write('a', bytes), LIMITS), bytes)).toBe(0);
    }
    const larger = await write('a', new Uint8Array(MEBIBYTE + 1));
    expect(await reasonOf(readInput(larger, LIMITS))).toBe('InputError: larger than 1 MiB');
    expect(await reasonOf(readInput(larger, { maxBytes: 64 }))).toMatch(/larger than 64 bytes$/);
  });

  test('that is refused for its size takes no memory', async () => {
    const { write } = await createWorkplace();
    const sparse = await write('sparse', '');
    await truncate(sparse, 2 ** 40);
    const before = process.memoryUsage().rss;

    expect(await reasonOf(readInput(sparse, LIMITS))).toBe('InputError: larger than 1 MiB');
    expect(process.memoryUsage().rss - before).toBeLessThan(16 * MEBIBYTE);
  });

  test('must be there', async () => {
    const { home, write } = await createWorkplace();
    const file = await write('file', '');
    await mkdir(join(home, 'folder'));
    await symlink('loop', join(home, 'loop'));
    const reasons = [
      join(home, 'gone'),
      join(file, 'inside'),
      join(home, 'folder'),
      join(home, 'loop'),
    ];

    expect(await Promise.all(reasons.map((path) => reasonOf(readInput(path, LIMITS))))).toEqual([
      'InputError: no such file',
      'InputError: no such file: a part of the path is not a directory',
      'InputError: it is a directory',
      'InputError: its symbolic links go in a circle',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('an input that is not a regular file', () => {
  const REGULAR = { ...LIMITS, regular: true };

  async function makePipe(): Promise<string> {
    const { home } = await createWorkplace();
    const pipe = join(home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    return pipe;
  }

  /** A process that writes into the pipe without end; it ends with the test. */
  function write(pipe: string): void {
    const writer = spawn('sh', ['-c', `exec cat /dev/zero > "$0"`, pipe], { stdio: 'ignore' });
    onTestFinished(() => void writer.kill('SIGKILL'));
  }

  test.each(['/dev/zero', '/dev/urandom'])('is read up to the limit: %s', async (device) => {
    expect(await reasonOf(readInput(device, LIMITS))).toBe('InputError: larger than 1 MiB');
  });

  test('is read up to the limit: a pipe without an end', async () => {
    const pipe = await makePipe();
    // Held open, so that the reader does not come before the first writer.
    const held = await open(pipe, 'r+');
    write(pipe);

    expect(await reasonOf(readInput(pipe, LIMITS))).toBe('InputError: larger than 1 MiB');
    await held.close();
  });

  test('may be empty', async () => {
    expect(await reasonOf(readInput('/dev/null', LIMITS))).toBe('0 bytes');
  });

  test('is refused, and not waited for, if it must be regular', async () => {
    const pipe = await makePipe();

    expect(await reasonOf(readInput(pipe, REGULAR))).toBe(
      'InputError: it is a pipe instead of a file',
    );
    expect(await reasonOf(readInput('/dev/zero', REGULAR))).toBe(
      'InputError: it is a device instead of a file',
    );
  });
});
