import { SECTIONS } from '../contract/category.ts';
import { AemmError } from '../errors.ts';
import type { Entry } from './entry.ts';
import { attribute, entriesOf, isUserError } from './entry.ts';
import type { Route } from './route.ts';
import type { NoticeTimes } from './routes.ts';
import { firesByState, routesOf } from './routes.ts';
import type { Scope } from './scope.ts';
import { createScope } from './scope.ts';
import type { ImdsSpec } from './spec.ts';
import type { Steps } from './steps.ts';
import { createTimings } from './timings.ts';
import { unrealUserData } from './unreal-user-data.ts';
import { unusedOverrides } from './unused-overrides.ts';
import type { World } from './world.ts';

/** What a spec serves, and what is wrong with it. */
export interface Resolution {
  readonly routes: readonly Route[];
  /** User errors, for which nothing of the spec is served. */
  readonly errors: readonly AemmError[];
  /** What could not be served, beside which the rest is. */
  readonly problems: readonly AemmError[];
}

/** Resolves every path that a spec serves. Throws `AEMM_SETTING_INVALID`. */
export function* resolveRoutes(spec: ImdsSpec, world: World): Steps<Resolution> {
  const times: NoticeTimes = {
    mode: spec.noticeTime ?? world.profile.policy.noticeTime,
    timings: createTimings(spec, world.startedAt),
  };
  const served = entriesOf(spec);
  const routes: Route[] = [];
  const failures: AemmError[] = [];
  const warnings: AemmError[] = [];
  for (const section of SECTIONS) {
    const own = served.filter((entry) => entry.section === section);
    const scope = yield* createScope(section, spec, own, world);
    const accounted = new Set<string>();
    for (const entry of scope.entries.values()) {
      const key = entry.definition.key.toLowerCase();
      // 'elsewhere': another command serves the notice.
      const resolved = attempt(entry, () =>
        isOther(entry, spec, scope) ? 'elsewhere' : routesOf(entry, scope, times),
      );
      if (resolved instanceof AemmError) failures.push(resolved);
      else if (resolved !== 'elsewhere') routes.push(...resolved);
      if (resolved instanceof AemmError || resolved.length > 0) accounted.add(key);
      yield;
    }
    warnings.push(...(yield* unusedOverrides(section, spec, scope, accounted)));
    warnings.push(...unrealUserData(routes, scope));
  }
  failures.push(...routes.flatMap(failureOf));
  const { picked, hidden } = yield* pickRoutes(routes);
  return {
    routes: picked,
    errors: failures.filter(isUserError),
    problems: [...failures.filter((failure) => !isUserError(failure)), ...hidden, ...warnings],
  };
}

function failureOf({ content }: Route): AemmError[] {
  return content instanceof AemmError ? [content] : [];
}

/** Whether an entry is a notice of a category whose notices are not served, and so is absent. */
function isOther(entry: Entry, { notices }: ImdsSpec, scope: Scope): boolean {
  const { definition, category } = entry;
  if (scope.world.profile.policy.otherNotices !== 'absent') return false;
  if (!('trigger' in definition) || category === undefined || notices === undefined) return false;
  return !notices.includes(category.id) && !firesByState(definition, entry, scope);
}

function attempt<T>(entry: Entry, resolve: () => T): T | AemmError {
  try {
    return resolve();
  } catch (error) {
    return attribute(entry, error);
  }
}

/** One route a path: a configured one replaces a default, and the later the earlier. */
function* pickRoutes(routes: readonly Route[]): Steps<{ picked: Route[]; hidden: AemmError[] }> {
  const picked = new Map<string, Route>();
  const hidden: AemmError[] = [];
  for (const route of routes) {
    const other = picked.get(route.path);
    const stays = other?.explicit && !route.explicit;
    if (other?.content && route.content) {
      const [loser, winner] = stays ? [route, other] : [other, route];
      // A configured field replaces a default of the same name silently. A leaf that is moved hides it.
      if (winner.placedBy || winner.explicit === loser.explicit) hidden.push(shared(loser, winner));
    }
    if (!stays) picked.set(route.path, route);
    yield;
  }
  return { picked: [...picked.values()].filter(({ content }) => content !== undefined), hidden };
}

function shared({ key, path, placedBy }: Route, winner: Route): AemmError {
  const message = `"${key}" and "${winner.key}" are both at ${path}: the latter is served there.`;
  const place = winner.placedBy ?? placedBy;
  return new AemmError('AEMM_PATH_SHARED', message, place === undefined ? {} : { key: place });
}
