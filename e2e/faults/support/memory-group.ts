import { chmodSync, readFileSync } from 'node:fs';
import { limitMemory } from '@aemm/soak/memory-group';
import { tempTree } from '@aemm/testing';
import { onTestFinished } from 'vitest';
import { BINARY } from '../../cli/support/binary.ts';

/** What the image gives Node. */
const [, NODE_OPTIONS = ''] =
  /NODE_OPTIONS=(\S+)/.exec(
    readFileSync(new URL('../../../deploy/docker/Dockerfile', import.meta.url), 'utf8'),
  ) ?? [];

/** Whether this user may limit the memory of a process as a container does. */
export const canLimitMemory: boolean = probe();

/** A program that runs the binary with no more memory than this, as in a container; for `binary` of `startMock`. */
export function limitedTo(bytes: number): string {
  const group = limitMemory(bytes);
  if (group === undefined) throw new Error('This user may not limit the memory of a process.');
  const tree = tempTree({
    run: `#!/bin/sh\n${group.enter}\nexec env NODE_OPTIONS=${NODE_OPTIONS} ${process.execPath} ${BINARY} "$@"\n`,
  });
  chmodSync(tree.join('run'), 0o755);
  onTestFinished(() => {
    tree.remove();
    group[Symbol.dispose]();
  });
  return tree.join('run');
}

function probe(): boolean {
  using group = limitMemory(2 ** 30);
  return group !== undefined;
}
