import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OUTPUT } from './folders.ts';

/** What a container runtime mounts something on, and cannot make in a root that is read-only. */
const MOUNT_POINTS = ['dev', 'proc', 'sys', 'tmp'];

/** Writes the files of an image around an executable of this machine: it, the licences, and the libraries it links. */
export function writeImageRoot(executable: string): string {
  const root = join(OUTPUT, 'image');
  rmSync(root, { recursive: true, force: true });
  for (const name of MOUNT_POINTS) mkdirSync(join(root, name), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  copyFileSync(executable, join(root, 'ec2-metadata-mock'));
  copyFileSync(join(OUTPUT, 'LICENSES.txt'), join(root, 'LICENSES.txt'));
  const linked = execFileSync('ldd', [executable], { encoding: 'utf8' });
  for (const [library] of linked.matchAll(/\/\S+/g)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  return root;
}
