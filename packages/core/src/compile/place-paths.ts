import type { Value } from '../contract/content.ts';
import { toContent } from '../contract/content.ts';
import { AemmError } from '../errors.ts';
import { reasonOf } from '../text/reason.ts';
import { servedPath } from './entry-path.ts';
import type { Route } from './route.ts';
import type { Steps } from './steps.ts';

/**
 * Puts values at paths, in order, in place of what is there; `null` removes it, and what is below. Throws
 * `AEMM_PATH_INVALID`, `AEMM_VALUE_INVALID`.
 */
export function* placePaths(
  routes: readonly Route[],
  paths: Readonly<Record<string, Value>>,
): Steps<readonly Route[]> {
  const entries = Object.entries(paths);
  if (entries.length === 0) return routes;
  const before = new Map(routes.map((route) => [route.path, route]));
  const placed = new Map(before);
  for (const [given, value] of entries) {
    const path = servedPath(given, `paths.${given}`);
    if (value === null) removeTree(placed, path);
    else placed.set(path, placedRoute(path, value, before.get(path)));
    yield;
  }
  return [...placed.values()];
}

function removeTree(placed: Map<string, Route>, root: string): void {
  for (const path of placed.keys()) {
    if (path === root || path.startsWith(`${root}/`)) placed.delete(path);
  }
}

function placedRoute(path: string, value: Value, there: Route | undefined): Route {
  const { key = path, category, since, listed = true } = there ?? {};
  return {
    path,
    key,
    category,
    since,
    listed,
    placedBy: `paths.${path}`,
    explicit: true,
    content: contentOf(path, value),
  };
}

function contentOf(path: string, value: Value) {
  try {
    return toContent(value, 'auto');
  } catch (error) {
    const key = `paths.${path}`;
    const message = `The value of ${key} cannot be served: ${reasonOf(error)}.`;
    throw new AemmError('AEMM_VALUE_INVALID', message, { key, cause: error });
  }
}
