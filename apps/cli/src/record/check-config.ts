import { loadConfig } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';
import type { RecordedTree } from './crawl.ts';
import { pathsOf } from './crawl.ts';
import { isSameBody, serveSpec } from './serve-spec.ts';

/** Where a configuration and the tree that it was made from differ. */
export interface Differences {
  /** Paths of the tree that are served otherwise, or not at all. */
  readonly changed: readonly string[];
  /** Paths that are served and that the tree does not have. */
  readonly added: readonly string[];
}

/** Compares what a configuration serves with a tree. Throws a `ConfigError` if it cannot be loaded. */
export async function findDifferences(
  yaml: string,
  tree: RecordedTree,
  categories: readonly AnyCategory[],
): Promise<Differences> {
  const config = await loadConfig({
    flags: {},
    env: {},
    home: undefined,
    cwd: '/',
    file: '/recorded.yaml',
    read: async () => new TextEncoder().encode(yaml),
    categories,
  });
  const { routes, get } = serveSpec(config.spec());
  const known = pathsOf(tree);
  const served = routes.map(({ path }) => path).filter((path) => get(path) !== undefined);
  return {
    changed: [...tree.leaves].flatMap(([path, body]) =>
      isSameBody(body, get(path)) ? [] : [path],
    ),
    added: served.filter((path) => !known.has(path)),
  };
}
