import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createFileSink } from './file-sink.ts';

/** How many bytes the disk has room for. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));

vi.mock('node:fs', async (load) => {
  const fs = await load<typeof import('node:fs')>();
  const writeSync = (fd: number, bytes: Uint8Array, offset: number): number => {
    const size = Math.min(bytes.length - offset, disk.room);
    if (size === 0) throw new Error('ENOSPC: no space left on device, write');
    disk.room -= size;
    return fs.writeSync(fd, bytes, offset, size);
  };
  return { ...fs, writeSync };
});

function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'aemm-log-'));
  onTestFinished(() => {
    disk.room = Number.POSITIVE_INFINITY;
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'log');
  const sink = createFileSink(openSync(path, 'a'));
  const write = (text: string): string | undefined => {
    let failure: string | undefined;
    sink(Buffer.from(text), (error) => {
      failure = error?.message;
    });
    return failure;
  };
  return { write, read: () => readFileSync(path, 'utf8') };
}

test('lines are written as they are', () => {
  const { write, read } = openFile();
  expect(write('one\ntwo\n')).toBeUndefined();
  expect(write('three\n')).toBeUndefined();
  expect(read()).toBe('one\ntwo\nthree\n');
});

test('a disk that takes a part of a write is a failure', () => {
  const { write } = openFile();
  disk.room = 5;
  expect(write('one\ntwo\n')).toMatch('ENOSPC');
});

test('a line that was cut does not run into the next one', () => {
  const { write, read } = openFile();
  disk.room = 5;
  write('one\ntwo\n');
  expect(write('lost\n')).toMatch('ENOSPC');
  disk.room = 100;
  write('three\n');
  write('four\n');
  expect(read()).toBe('one\nt\nthree\nfour\n');
});
