import { chmodSync, copyFileSync, cpSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { BINARY } from './binary.ts';

/** What the binary consists of, below its package. */
const PARTS = ['bin', 'dist', 'oclif.manifest.json', 'package.json'];

let program: readonly string[] | undefined;

/** Node and the binary, for any user: copies of what lies in a folder that others may not enter. */
export function readableProgram(): readonly string[] {
  program ??= [readableNode(), readableBinary()];
  return program;
}

function readableNode(): string {
  if (isReadableByAll(process.execPath)) return process.execPath;
  const copy = join(sharedFolder(), 'node');
  copyFileSync(process.execPath, copy);
  return copy;
}

function readableBinary(): string {
  if (isReadableByAll(BINARY)) return BINARY;
  const root = dirname(dirname(BINARY));
  const folder = sharedFolder();
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  return join(folder, 'bin', 'run.js');
}

/** It goes when the process of the tests ends. */
function sharedFolder(): string {
  const { path } = tempTree();
  if (!isReadableByAll(dirname(path))) {
    throw new Error(`Other users may not enter ${dirname(path)}: name another folder in TMPDIR.`);
  }
  chmodSync(path, 0o755);
  return path;
}

/** Whether every user may read a file or folder and enter all that is above it. */
function isReadableByAll(path: string): boolean {
  const isReadable = (statSync(path).mode & 0o004) !== 0;
  return isReadable && foldersAbove(path).every((folder) => (statSync(folder).mode & 0o001) !== 0);
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}
