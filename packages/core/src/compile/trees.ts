import type { Profile } from '../contract/profile.ts';
import type { Node } from './node.ts';
import { directoryNode, leafNode } from './node.ts';
import type { Route } from './route.ts';
import type { Steps } from './steps.ts';
import { atOnce } from './steps.ts';
import type { ListedPath } from './tree.ts';
import { buildDirectories } from './tree.ts';

const LATEST = '/latest/';

/** What stands at a canonical path. */
export type FindNode = (path: string) => Node | undefined;

/** The newest tree, and for each dated version one that is built when it is first asked for. */
export function* createTrees(routes: readonly Route[], profile: Profile): Steps<FindNode> {
  const { builds } = profile.policy;
  const newest = yield* buildTree(routes, profile, builds);
  const dated = new Map<string, ReadonlyMap<string, Node>>();
  return (path) => {
    const found = newest.get(path);
    if (found !== undefined || builds.length === 0) return found;
    const end = path.indexOf('/', 1);
    const build = path.slice(1, end < 0 ? undefined : end);
    if (!builds.includes(build)) return undefined;
    const tree = dated.get(build) ?? atOnce(buildTree(routesOfBuild(routes, build), profile, []));
    dated.set(build, tree);
    return tree.get(path);
  };
}

/** What a dated version has: all that is not younger. */
function routesOfBuild(routes: readonly Route[], build: string): Route[] {
  return routes.flatMap((route) => {
    if (!route.path.startsWith(LATEST) || (route.since ?? '') > build) return [];
    return [{ ...route, path: `/${build}/${route.path.slice(LATEST.length)}` }];
  });
}

/** @param builds - the dated versions that the root lists beside what is in this tree */
function* buildTree(
  routes: readonly Route[],
  profile: Profile,
  builds: readonly string[],
): Steps<ReadonlyMap<string, Node>> {
  const always = Number.NEGATIVE_INFINITY;
  const listed: ListedPath[] = builds.map((build) => ({ path: `/${build}`, from: always }));
  for (const { path, listed: isListed, notice, directoryLabel } of routes) {
    const from = notice === undefined || notice.listedBefore ? always : notice.firesAt;
    if (isListed) listed.push({ path, from, directoryLabel });
  }
  const nodes = new Map<string, Node>();
  for (const [path, directory] of yield* buildDirectories(listed)) {
    nodes.set(path, directoryNode(path, directory, profile));
    yield;
  }
  for (const route of routes) {
    nodes.set(route.path, leafNode(route, profile));
    yield;
  }
  return nodes;
}
