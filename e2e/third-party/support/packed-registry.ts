import type { TempTree } from '@aemm/testing';
import type { PackedPackage } from './pack-workspace.ts';
import { packWorkspace } from './pack-workspace.ts';
import type { Registry } from './registry.ts';
import { startRegistry } from './registry.ts';

/** The workspace as a registry has it once it is published. */
export interface PackedRegistry {
  readonly packed: readonly PackedPackage[];
  /** The configuration that makes npm use it. */
  readonly npmrc: string;
  close(): Promise<void>;
}

/** Packs the workspace and serves it as a registry. Tarballs, configuration and cache are kept in a folder. */
export async function openPackedRegistry(tree: TempTree): Promise<PackedRegistry> {
  const packed = await packWorkspace(tree.path);
  const registry = await startRegistry(packed);
  tree.write({ npmrc: npmrc(registry, tree.join('npm-cache')) });
  return { packed, npmrc: tree.join('npmrc'), close: registry.close };
}

/** The token is what `npm publish` wants to see. */
function npmrc({ url }: Registry, cache: string): string {
  const token = `${url.replace('http:', '')}:_authToken=for-the-tests`;
  const quiet = ['audit=false', 'fund=false', 'update-notifier=false', 'prefer-offline=true'];
  return [`registry=${url}`, `cache=${cache}`, token, ...quiet, ''].join('\n');
}
