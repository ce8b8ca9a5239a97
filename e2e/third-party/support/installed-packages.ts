import { globSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './pack-workspace.ts';
import type { Manifest } from './tarball.ts';

/** A package of others that the workspace has installed. */
export interface InstalledPackage {
  readonly manifest: Manifest;
  readonly folder: string;
}

/** Every package of others that pnpm has installed for this workspace, by name. */
export function findInstalled(): Map<string, InstalledPackage[]> {
  const store = join(ROOT, 'node_modules/.pnpm');
  const found = new Map<string, InstalledPackage[]>();
  const manifests = globSync(
    ['*/node_modules/*/package.json', '*/node_modules/@*/*/package.json'],
    { cwd: store },
  );
  for (const file of manifests) {
    const folder = dirname(join(store, file));
    // What a package depends on lies beside it as a link.
    if (lstatSync(folder).isSymbolicLink()) continue;
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const versions = found.get(manifest.name) ?? [];
    if (!versions.some((each) => each.manifest.version === manifest.version)) {
      found.set(manifest.name, [...versions, { manifest, folder }]);
    }
  }
  return found;
}
