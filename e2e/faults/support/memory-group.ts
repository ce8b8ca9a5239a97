import { chmodSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { onTestFinished } from 'vitest';
import { BINARY } from '../../cli/support/binary.ts';

/** Where a user may make groups, in either version of the kernel's control groups, and the files of a limit there. */
const PLACES = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
  { root: '/sys/fs/cgroup', limit: 'memory.max' },
];

/** What the image gives Node. */
const [, NODE_OPTIONS = ''] =
  /NODE_OPTIONS=(\S+)/.exec(
    readFileSync(new URL('../../../deploy/docker/Dockerfile', import.meta.url), 'utf8'),
  ) ?? [];

/** Whether this user may limit the memory of a process as a container does. */
export const canLimitMemory: boolean = probe();

/** A program that runs the binary with no more memory than this, as in a container; for `binary` of `startMock`. */
export function limitedTo(bytes: number): string {
  const folder = makeGroup(bytes);
  if (folder === undefined) throw new Error('This user may not limit the memory of a process.');
  const procs = join(folder, 'cgroup.procs');
  const tree = tempTree({
    run: `#!/bin/sh\necho $$ > ${procs}\nexec env NODE_OPTIONS=${NODE_OPTIONS} ${process.execPath} ${BINARY} "$@"\n`,
  });
  chmodSync(tree.join('run'), 0o755);
  onTestFinished(() => {
    tree.remove();
    rmdirSync(folder);
  });
  return tree.join('run');
}

function probe(): boolean {
  const folder = makeGroup(2 ** 30);
  if (folder !== undefined) rmdirSync(folder);
  return folder !== undefined;
}

function makeGroup(bytes: number): string | undefined {
  for (const { root, limit } of PLACES) {
    const folder = join(root, `aemm-${process.pid}-${Math.random().toString(36).slice(2)}`);
    try {
      mkdirSync(folder);
    } catch {
      continue;
    }
    try {
      writeFileSync(join(folder, limit), String(bytes));
      if (Number(readFileSync(join(folder, limit), 'utf8')) === bytes) return folder;
    } catch {
      // No group of this kind has such a limit.
    }
    rmdirSync(folder);
  }
  return undefined;
}
