import { execFileSync } from 'node:child_process';
import type { TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import type { TestProject } from 'vitest/node';
import type { PackedRegistry } from './packed-registry.ts';
import { openPackedRegistry } from './packed-registry.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The configuration that makes npm use the registry of the tests. */
    npmrc: string;
    /** The names of the packages that are published. */
    published: readonly string[];
    /** Where the command line is installed, as `npm install --global` does it. */
    prefix: string;
  }
}

/** A prefix of its own, so that nothing else is there. */
function installGlobally({ packed, npmrc }: PackedRegistry, tree: TempTree): string {
  const prefix = tree.join('prefix');
  const { tarball = '' } = packed.find(({ manifest }) => manifest.name === '@aemm/cli') ?? {};
  const env = { ...process.env, npm_config_userconfig: npmrc };
  const shell = process.platform === 'win32';
  const args = ['install', '--global', '--offline', `--prefix=${prefix}`, tarball];
  execFileSync('npm', args, { env, shell, stdio: 'pipe' });
  return prefix;
}

/** Packs the workspace and serves it as a registry, once for all tests of third parties. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const tree = tempTree();
  const registry = await openPackedRegistry(tree);
  provide('npmrc', registry.npmrc);
  provide(
    'published',
    registry.packed.map(({ manifest }) => manifest.name),
  );
  provide('prefix', installGlobally(registry, tree));
  return async () => {
    await registry.close();
    tree.remove();
  };
}
