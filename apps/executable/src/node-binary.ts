import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OUTPUT, PACKAGE } from './folders.ts';
import type { NodePackage, Target } from './targets.ts';
import { NODE_VERSION } from './targets.ts';

/** The one that the workspace installs: Linux x64, on machines of that kind. */
const INSTALLED = join(PACKAGE, 'node_modules/node-26');

/** The folder of the Node of a target: the installed one if it is that, else from the registry. */
export function findNode({ node }: Target): string {
  return isInstalled(node) ? INSTALLED : fetchNode(node);
}

/** The program in the folder of a Node. */
export function programIn(folder: string): string {
  const windows = join(folder, 'bin/node.exe');
  return existsSync(windows) ? windows : join(folder, 'bin/node');
}

function isInstalled({ name }: NodePackage): boolean {
  const manifest = join(INSTALLED, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === name;
}

/** @throws Error if the registry has another tarball than the one that is expected */
function fetchNode({ name, integrity }: NodePackage): string {
  const spec = `${name}@${NODE_VERSION}`;
  const folder = join(OUTPUT, 'nodes', spec);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const tarball = download(spec, draft);
  const actual = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (actual !== integrity) throw new Error(`${spec} has the digest ${actual}, not ${integrity}.`);
  // Without its folder: to the tar of Git for Windows, a name with a colon is on another machine.
  execFileSync('tar', ['-xzf', basename(tarball), '--strip-components=1'], { cwd: draft });
  rmSync(tarball);
  renameSync(draft, folder);
  return folder;
}

function download(spec: string, folder: string): string {
  const args = ['pack', spec, '--json', '--pack-destination', folder];
  const shell = process.platform === 'win32';
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', shell }));
  return join(folder, filename);
}
