import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeNextRelease } from './next-release.ts';
import type { Manifest } from './tarball.ts';
import { readPackedManifest } from './tarball.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A package as it would be published. */
export interface PackedPackage {
  readonly manifest: Manifest;
  readonly tarball: string;
}

/** Packs every package that is published, as the next release does. */
export async function packWorkspace(destination: string): Promise<PackedPackage[]> {
  const release = join(destination, 'release');
  makeNextRelease(release);
  const folders = globSync(['packages/*', 'apps/cli'], { cwd: ROOT });
  const filters = folders.map((folder) => `--filter=./${folder}`);
  runPnpm(release, [...filters, 'pack', '--pack-destination', destination]);
  const tarballs = globSync('*.tgz', { cwd: destination }).map((file) => join(destination, file));
  return Promise.all(
    tarballs.map(async (tarball) => ({ tarball, manifest: await readPackedManifest(tarball) })),
  );
}

/** Scripts of the workspace run under pnpm; a test that is run by hand does not. */
function runPnpm(cwd: string, args: readonly string[]): void {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const underPnpm = process.env.npm_config_user_agent?.startsWith('pnpm/') === true;
  const [program = '', ...first] = underPnpm ? ['pnpm'] : ['npx', '--yes', packageManager];
  const shell = process.platform === 'win32';
  execFileSync(program, [...first, ...args], { cwd, shell, stdio: 'pipe' });
}
