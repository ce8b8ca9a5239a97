import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, OUTPUT } from './folders.ts';
import { findNode } from './node-binary.ts';
import { requireNative } from './targets.ts';

/** Writes the licences of all that an executable contains: each asks to be passed on with every copy. */
export function writeLicenses(): void {
  const node = findNode(requireNative());
  const files = [
    join(CLI, 'LICENSE'),
    join(CLI, 'dist/THIRD-PARTY-NOTICES.txt'),
    join(node, 'LICENSE'),
  ];
  const texts = files.map((file) => readFileSync(file, 'utf8').trim());
  writeFileSync(join(OUTPUT, 'LICENSES.txt'), `${texts.join(`\n\n${'='.repeat(80)}\n\n`)}\n`);
}
