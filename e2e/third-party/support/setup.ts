import { execFileSync } from 'node:child_process';
import type { TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import type { TestProject } from 'vitest/node';
import type { PackedPackage } from './pack-workspace.ts';
import { packWorkspace } from './pack-workspace.ts';
import type { Registry } from './registry.ts';
import { startRegistry } from './registry.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The configuration that makes npm use the registry of the tests. */
    npmrc: string;
    /** Where the command line is installed, as `npm install --global` does it. */
    prefix: string;
    /** Our tarballs by the name of the package. */
    tarballs: Record<string, string>;
  }
}

/** The tests share a cache. The token is what `npm publish` wants to see. */
function npmrc({ url }: Registry, cache: string): string {
  const token = `${url.replace('http:', '')}:_authToken=for-the-tests`;
  const quiet = ['audit=false', 'fund=false', 'update-notifier=false', 'prefer-offline=true'];
  return [`registry=${url}`, `cache=${cache}`, token, ...quiet, ''].join('\n');
}

/** A prefix of its own, so that nothing else is there. */
function installGlobally(packed: readonly PackedPackage[], tree: TempTree): string {
  const prefix = tree.join('prefix');
  const { tarball = '' } = packed.find(({ manifest }) => manifest.name === '@aemm/cli') ?? {};
  const env = { ...process.env, npm_config_userconfig: tree.join('npmrc') };
  const shell = process.platform === 'win32';
  const args = ['install', '--global', '--offline', `--prefix=${prefix}`, tarball];
  execFileSync('npm', args, { env, shell, stdio: 'pipe' });
  return prefix;
}

/** Packs the workspace and serves it as a registry, once for all tests of third parties. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const tree = tempTree();
  const packed = await packWorkspace(tree.path);
  const registry = await startRegistry(packed);
  tree.write({ npmrc: npmrc(registry, tree.join('npm-cache')) });
  provide('npmrc', tree.join('npmrc'));
  provide('prefix', installGlobally(packed, tree));
  provide(
    'tarballs',
    Object.fromEntries(packed.map(({ manifest, tarball }) => [manifest.name, tarball])),
  );
  return async () => {
    await registry.close();
    tree.remove();
  };
}
