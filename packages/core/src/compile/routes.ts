import type { NoticeDefinition } from '../contract/category.ts';
import type { Content, Value } from '../contract/content.ts';
import { isFields, toContent } from '../contract/content.ts';
import type { NoticeTime } from '../contract/profile.ts';
import type { Firing } from '../contract/trigger.ts';
import { resolveFiring } from '../contract/trigger.ts';
import { AemmError } from '../errors.ts';
import { SEGMENT } from '../text/path.ts';
import { reasonOf } from '../text/reason.ts';
import type { Entry } from './entry.ts';
import { blame, keyOf } from './entry.ts';
import { pathOf } from './entry-path.ts';
import type { Scope } from './scope.ts';
import { startOf } from './scope.ts';
import type { SharedTimings } from './shared-timings.ts';
import { sharedTiming } from './shared-timings.ts';
import type { Moment } from './values.ts';

/** A path with its content, resolved from categories and overrides. */
export interface Route extends RouteName {
  /** The content, how to make it for a request, or why there is none; `undefined`: the user removed what is there. */
  readonly content: Content | ((now: number) => Content | undefined) | AemmError | undefined;
  /** Set for a notice. */
  readonly notice?: NoticeRoute;
}

interface RouteName {
  readonly path: string;
  readonly key: string;
  /** `undefined` for a leaf that a configuration made up. */
  readonly category: string | undefined;
  readonly listed: boolean;
  /** Whether the user put it at that path. */
  readonly placed: boolean;
  /** Whether the user said something of it, and so it beats a default at the same path. */
  readonly explicit: boolean;
}

interface NoticeRoute extends Firing {
  readonly before?: Content;
}

/** What the notices of a spec depend on. */
export interface NoticeTimes {
  readonly shared: SharedTimings;
  readonly mode: NoticeTime;
}

/**
 * The routes of an entry, none if it is not there. What a category did wrong spoils its own path alone.
 *
 * Throws `AemmError`: with a key, what the user said wrong; without, why the entry has no path.
 */
export function routesOf(entry: Entry, scope: Scope, times: NoticeTimes): Route[] {
  const found = pathOf(entry, scope);
  if (found === undefined) return [];
  const { definition, category } = entry;
  const name: RouteName = {
    path: found.path,
    key: definition.key,
    category: category?.id,
    listed: !('listed' in definition && definition.listed === false),
    placed: found.placed,
    explicit: found.placed || isOverridden(entry, scope),
  };
  try {
    if ('trigger' in definition) return noticeRoutes(name, definition, entry, scope, times);
    return definition.branch ? branchRoutes(name, entry, scope) : leafRoutes(name, entry, scope);
  } catch (error) {
    const problem = blame(entry, error);
    if (problem.key !== undefined) throw problem;
    return [{ ...name, content: problem }];
  }
}

/** A value that reads the time is made anew for each request. */
function leafRoutes(name: RouteName, entry: Entry, scope: Scope): Route[] {
  const start = startOf(scope);
  const content = contentOf(entry, start, scope);
  if (start.timeWasRead) {
    const { startedAt } = scope;
    return [{ ...name, content: (now) => contentAt(now, startedAt, entry, scope) }];
  }
  return content === undefined ? [] : [{ ...name, content }];
}

function noticeRoutes(
  name: RouteName,
  definition: NoticeDefinition,
  entry: Entry,
  scope: Scope,
  { shared, mode }: NoticeTimes,
): Route[] {
  const firing = firingOf(definition, entry, scope, shared);
  const { firesAt } = firing;
  const { before } = definition;
  const notice: NoticeRoute =
    before === undefined ? firing : { ...firing, before: served(before, entry, scope) };

  const fired: Moment = { ...startOf(scope), firedAt: firesAt, time: firesAt };
  const content = contentOf(entry, fired, scope);
  if (fired.timeWasRead && mode === 'request') {
    return [{ ...name, notice, content: (now) => contentAt(now, firesAt, entry, scope) }];
  }
  return content === undefined ? [] : [{ ...name, notice, content }];
}

function firingOf(
  { trigger }: NoticeDefinition,
  entry: Entry,
  scope: Scope,
  shared: SharedTimings,
): Firing {
  if (typeof trigger === 'string') return sharedTiming(trigger, shared);
  return resolveFiring(trigger(scope.values.context(entry, startOf(scope))), scope.startedAt);
}

/** Each field of the value is a leaf of its own; `null` removes what stands at its path. */
function branchRoutes(name: RouteName, entry: Entry, scope: Scope): Route[] {
  const value = scope.values.resolve(entry, startOf(scope));
  if (value === undefined) return [];
  if (!isFields(value)) {
    throw unservable(
      entry,
      scope,
      new Error('it must be an object, each field of which is a leaf'),
    );
  }
  return Object.entries(value).map(([field, content]) => {
    if (!SEGMENT.test(field)) {
      throw unservable(entry, scope, new Error(`"${field}" is not one segment of a path`));
    }
    const path = `${name.path}/${field}`;
    return { ...name, path, content: content === null ? undefined : served(content, entry, scope) };
  });
}

function contentAt(now: number, firedAt: number, entry: Entry, scope: Scope): Content | undefined {
  try {
    return contentOf(entry, { ...startOf(scope), firedAt, time: now }, scope);
  } catch (error) {
    throw blame(entry, error);
  }
}

function contentOf(entry: Entry, moment: Moment, scope: Scope): Content | undefined {
  const value = scope.values.resolve(entry, moment);
  return value === undefined ? undefined : served(value, entry, scope);
}

function served(value: Value, entry: Entry, scope: Scope): Content {
  try {
    return toContent(value, entry.definition.format ?? 'auto');
  } catch (error) {
    throw unservable(entry, scope, error);
  }
}

/** Blames whoever the value is from. */
function unservable(entry: Entry, scope: Scope, reason: unknown): AemmError {
  if (!isOverridden(entry, scope)) return blame(entry, reason);
  const key = keyOf(entry, 'values');
  const message = `The value of ${key} cannot be served: ${reasonOf(reason)}.`;
  return new AemmError('AEMM_VALUE_INVALID', message, { key, cause: reason });
}

function isOverridden({ definition }: Entry, { overrides }: Scope): boolean {
  return overrides.has(definition.key.toLowerCase());
}
