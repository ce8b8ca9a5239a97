import { SECTIONS } from '../contract/category.ts';
import type { NoticeTime } from '../contract/profile.ts';
import { AemmError } from '../errors.ts';
import type { Entry } from './entry.ts';
import { blame, entriesOf } from './entry.ts';
import type { NoticeTimes, Route } from './routes.ts';
import { routesOf } from './routes.ts';
import { createScope } from './scope.ts';
import { resolveSharedTimings } from './shared-timings.ts';
import type { ImdsSpec } from './spec.ts';

/** What a spec serves, and what of it went wrong. */
export interface Resolution {
  readonly routes: readonly Route[];
  readonly problems: readonly AemmError[];
}

/** Resolves every path that a spec serves. Throws `AemmError` for what the user said wrong. */
export function resolveRoutes(spec: ImdsSpec, mode: NoticeTime, startedAt: number): Resolution {
  const times: NoticeTimes = { mode, shared: resolveSharedTimings(spec.timings ?? {}, startedAt) };
  const all = entriesOf(spec);
  const routes: Route[] = [];
  const problems: AemmError[] = [];
  for (const section of SECTIONS) {
    const own = all.filter((entry) => entry.section === section);
    const scope = createScope(section, spec, own, startedAt);
    for (const entry of scope.entries.values()) {
      const resolved = attempt(entry, () => routesOf(entry, scope, times));
      if (resolved instanceof AemmError) problems.push(resolved);
      else for (const route of resolved) routes.push(route);
    }
  }
  for (const { content } of routes) if (content instanceof AemmError) problems.push(content);
  return pickRoutes(routes, problems);
}

function attempt(entry: Entry, resolve: () => Route[]): Route[] | AemmError {
  try {
    return resolve();
  } catch (error) {
    const problem = blame(entry, error);
    if (problem.key !== undefined) throw problem;
    return problem;
  }
}

/** One route a path: what the user placed beats a default, and the later beats the earlier. */
function pickRoutes(routes: readonly Route[], problems: readonly AemmError[]): Resolution {
  const picked = new Map<string, Route>();
  const lost: AemmError[] = [];
  for (const route of routes) {
    const rival = picked.get(route.path);
    const stays = rival?.explicit && !route.explicit;
    if (rival?.content && route.content) {
      const [loser, winner] = stays ? [route, rival] : [rival, route];
      // A field that is given beats a default of the same name, as it should. A leaf that is moved hides it.
      if (winner.placed || winner.explicit === loser.explicit) lost.push(shared(loser, winner));
    }
    if (!stays) picked.set(route.path, route);
  }
  return {
    routes: [...picked.values()].filter(({ content }) => content !== undefined),
    problems: [...problems, ...lost],
  };
}

function shared({ key, path }: Route, winner: Route): AemmError {
  const message = `"${key}" and "${winner.key}" are both at ${path}: the latter is served there.`;
  return new AemmError('AEMM_PATH_SHARED', message);
}
