import { execFileSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The published packages, by their folders in the workspace. */
const PUBLISHED = globSync(['packages/*', 'apps/cli'], { cwd: ROOT });

/** What of a package is not packed, and of what an installation is made. */
const LEFT_OUT = /[\\/](?:node_modules|src|test|\.turbo|reports)$/;

/** Makes the next release in a folder: a copy of the built packages, with the versions that their changesets ask for. */
export function makeNextRelease(folder: string): void {
  for (const name of [
    '.changeset',
    'package.json',
    'pnpm-workspace.yaml',
    'pnpm-lock.yaml',
    ...PUBLISHED,
  ]) {
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (source) => !LEFT_OUT.test(source),
    });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const changeset = join(ROOT, 'node_modules/@changesets/cli/bin.js');
  execFileSync(process.execPath, [changeset, 'version'], { cwd: folder, stdio: 'pipe' });
  nameVersions(PUBLISHED.map((name) => join(folder, name, 'package.json')));
}

/** Puts versions in the place of `workspace:^`, as pnpm does where packages are linked. */
function nameVersions(files: readonly string[]): void {
  const manifests = files.map((file) => ({ file, manifest: read(file) }));
  const versions = new Map(manifests.map(({ manifest: { name, version } }) => [name, version]));
  for (const { file } of manifests) {
    const text = readFileSync(file, 'utf8').replace(
      /"(@aemm\/[\w-]+)": "workspace:\^"/g,
      (_, name: string) => `"${name}": "^${versions.get(name)}"`,
    );
    writeFileSync(file, text);
  }
}

function read(file: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(file, 'utf8'));
}
