import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry point of one of our packages, as it is installed. */
export interface EntryPoint {
  /** What is imported: `@aemm/core/testing`. */
  readonly specifier: string;
  /** Whether CommonJS has a build of its own. */
  readonly dual: boolean;
  /** Whether its package declares that its declarations need those of Node. */
  readonly needsNodeTypes: boolean;
}

/** Every entry point of our packages that are installed in a folder. */
export function findEntryPoints(folder: string): EntryPoint[] {
  const manifests = globSync('node_modules/@aemm/*/package.json', { cwd: folder });
  return manifests.flatMap((file) => {
    const manifest = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const { name, exports, peerDependencies = {}, dependencies = {} } = manifest;
    const needsNodeTypes = '@types/node' in peerDependencies || '@oclif/core' in dependencies;
    return Object.entries<object | string>(exports).flatMap(([subpath, target]) => {
      if (typeof target === 'string') return [];
      const specifier = join(name, subpath).replaceAll('\\', '/');
      return [{ specifier, dual: 'require' in target, needsNodeTypes }];
    });
  });
}
