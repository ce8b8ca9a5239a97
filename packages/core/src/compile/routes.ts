import type { Deferred, LeafDefinition, NoticeDefinition } from '../contract/category.ts';
import type { Content, Fields, Value } from '../contract/content.ts';
import { isFields, toContent } from '../contract/content.ts';
import type { NoticeTime } from '../contract/profile.ts';
import type { Call } from '../contract/request.ts';
import type { Firing } from '../contract/trigger.ts';
import { AemmError } from '../errors.ts';
import { SEGMENT } from '../text/path.ts';
import { reasonOf } from '../text/reason.ts';
import type { Entry } from './entry.ts';
import { attribute, isUserError, keyOf } from './entry.ts';
import { fillLabel, pathOf } from './entry-path.ts';
import { once } from './once.ts';
import type { NoticeRoute, Route, RouteName } from './route.ts';
import type { Scope } from './scope.ts';
import { startOf } from './scope.ts';
import type { Timings } from './timings.ts';
import type { Evaluated, Member, Moment } from './values.ts';
import { membersOf, momentAt } from './values.ts';

/** What the notices of a spec depend on. */
export interface NoticeTimes {
  readonly timings: Timings;
  readonly mode: NoticeTime;
}

/**
 * The routes of an entry, none if it is not there. A fault of a category breaks its own path alone.
 *
 * Throws `AemmError`: a user error, or why the entry has no path.
 */
export function routesOf(entry: Entry, scope: Scope, times: NoticeTimes): Route[] {
  const members = membersOf(entry, scope.world);
  // Without members there may still be a configured path and value.
  const each = members.length === 0 ? [undefined] : members;
  return each.flatMap((member) => memberRoutes(entry, scope, times, member));
}

function memberRoutes(
  entry: Entry,
  scope: Scope,
  times: NoticeTimes,
  member: Member | undefined,
): Route[] {
  const found = pathOf(entry, scope, member);
  if (found === undefined) return [];
  const { definition } = entry;
  const name = nameOf(entry, scope, found, member);
  try {
    if ('trigger' in definition) return noticeRoutes(name, definition, entry, scope, times);
    if (definition.branch) return branchRoutes(name, definition, entry, scope);
    return leafRoutes(name, entry, scope, member);
  } catch (error) {
    const problem = attribute(entry, error);
    if (isUserError(problem)) throw problem;
    return [{ ...name, content: problem }];
  }
}

function nameOf(
  entry: Entry,
  scope: Scope,
  { path, placed }: { readonly path: string; readonly placed: boolean },
  member: Member | undefined,
): RouteName {
  const { definition, category } = entry;
  const { directoryLabel } = 'trigger' in definition ? {} : definition;
  const isFirst = (member?.index ?? 0) === 0;
  return {
    path,
    key: definition.key,
    category: category?.id,
    since: definition.since,
    listed: !('listed' in definition && definition.listed === false),
    placedBy: placed ? keyOf(entry, 'paths') : undefined,
    explicit: placed || (isFirst && isOverridden(entry, scope)),
    ...(directoryLabel && member && { directoryLabel: fillLabel(directoryLabel, member) }),
  };
}

/** A value that varies is made anew for each request. */
function leafRoutes(
  name: RouteName,
  entry: Entry,
  scope: Scope,
  member: Member | undefined,
): Route[] {
  const start = startOf(scope.world, member);
  const { content, time, now } = contentOf(entry, start, scope);
  if (time || now) {
    const at = ({ now, imds }: Call): Moment => ({ ...start, time: now, now, imds });
    return [{ ...name, content: (call) => contentAt(at(call), entry, scope) }];
  }
  return content === undefined ? [] : [{ ...name, content }];
}

function noticeRoutes(
  name: RouteName,
  definition: NoticeDefinition,
  entry: Entry,
  scope: Scope,
  { timings, mode }: NoticeTimes,
): Route[] {
  const { startedAt, profile } = scope.world;
  const triggered = timings.firingOf(definition, entry, scope);
  const firing = firingByState(definition, entry, scope, triggered);
  const firesAt = firing?.firesAt ?? Number.POSITIVE_INFINITY;
  const before = contentBefore(definition, entry, scope);
  const notice: NoticeRoute = {
    ...firing,
    firesAt,
    listedBefore: before !== undefined || profile.policy.pendingNotices === 'listed',
    ...(before !== undefined && { before }),
  };
  const firedAt = firing === undefined ? startedAt : firesAt;
  const triggeredAt = triggered?.firesAt ?? Number.POSITIVE_INFINITY;
  const fired: Moment = { ...momentAt(firedAt), triggeredAt };
  const { content, time, now } = contentOf(entry, fired, scope);
  const moves = time && mode === 'request';
  if (moves || now) {
    const at = ({ now, imds }: Call): Moment => ({
      ...fired,
      ...(moves && { time: now, imds }),
      now,
    });
    return [{ ...name, notice, content: (call) => contentAt(at(call), entry, scope) }];
  }
  return content === undefined ? [] : [{ ...name, notice, content }];
}

/** When a notice fires: as the state of its category has it, or else as it is triggered. */
function firingByState(
  definition: NoticeDefinition,
  entry: Entry,
  scope: Scope,
  triggered: Firing | undefined,
): Firing | undefined {
  const at = firesByState(definition, entry, scope);
  if (at === undefined) return triggered;
  return at === null ? undefined : { firesAt: at };
}

/** When the state of its category makes a notice fire; `null`: never; `undefined`: its trigger decides. */
export function firesByState(
  { firesAt }: NoticeDefinition,
  entry: Entry,
  scope: Scope,
): number | null | undefined {
  const at = firesAt?.(scope.values.context(entry, startOf(scope.world)));
  return typeof at === 'number' ? Math.round(at) : at;
}

function contentBefore(
  { before }: NoticeDefinition,
  entry: Entry,
  scope: Scope,
): Content | undefined {
  // A configured value holds from the start where there is one before the notice fires.
  const value = configuredBefore(before, entry, scope) ?? defaultBefore(before, entry, scope);
  return value === undefined || value === null ? undefined : served(value, entry, scope);
}

function configuredBefore(
  before: NoticeDefinition['before'],
  entry: Entry,
  scope: Scope,
): Value | undefined {
  if (defaultBefore(before, entry, scope) === undefined || !isOverridden(entry, scope))
    return undefined;
  const { startedAt } = scope.world;
  const { value } = scope.values.evaluate(entry, momentAt(startedAt));
  return typeof value === 'function' ? undefined : value;
}

function defaultBefore(
  before: NoticeDefinition['before'],
  entry: Entry,
  scope: Scope,
): Value | undefined {
  return typeof before === 'function'
    ? before(scope.values.context(entry, startOf(scope.world)))
    : before;
}

/** Each field of the value is a leaf of its own; `null` removes what stands at its path. */
function branchRoutes(
  name: RouteName,
  { fieldKeys = {} }: LeafDefinition,
  entry: Entry,
  scope: Scope,
): Route[] {
  const { value } = scope.values.evaluate(entry, startOf(scope.world));
  if (value === undefined) return [];
  if (!isFields(value)) {
    const reason = new Error('it must be an object, each field of which is a leaf');
    throw unservable(entry, scope, reason);
  }
  return Object.entries({ ...removedFields(entry, scope), ...value })
    .filter(([field]) => !Object.hasOwn(fieldKeys, field))
    .map(([field, content]) => {
      if (!SEGMENT.test(field)) {
        throw unservable(entry, scope, new Error(`"${field}" is not one segment of a path`));
      }
      const path = `${name.path}/${field}`;
      return {
        ...name,
        path,
        content: content === null ? undefined : served(content, entry, scope),
      };
    });
}

/** The fields that the configuration removes. */
function removedFields({ definition }: Entry, { overrides }: Scope): Fields {
  const override = overrides.get(definition.key.toLowerCase());
  if (!isFields(override)) return {};
  return Object.fromEntries(Object.entries(override).filter(([, value]) => value === null));
}

function deferred(make: Deferred, entry: Entry, scope: Scope): Content | undefined {
  try {
    const value = make();
    return value === undefined ? undefined : served(value, entry, scope);
  } catch (error) {
    throw attribute(entry, error);
  }
}

function contentAt(moment: Moment, entry: Entry, scope: Scope): Content | undefined {
  try {
    const { content } = contentOf(entry, moment, scope);
    return typeof content === 'function' ? content() : content;
  } catch (error) {
    throw attribute(entry, error);
  }
}

type EvaluatedContent = Omit<Evaluated, 'value'> & {
  readonly content: Content | (() => Content | undefined) | undefined;
};

function contentOf(entry: Entry, moment: Moment, scope: Scope): EvaluatedContent {
  const { value, ...reads } = scope.values.evaluate(entry, moment);
  if (typeof value === 'function')
    return { ...reads, content: once(() => deferred(value, entry, scope)) };
  return { ...reads, content: value === undefined ? undefined : served(value, entry, scope) };
}

function served(value: Value, entry: Entry, scope: Scope): Content {
  const { definition, category } = entry;
  // A leaf from the configuration has no format: an empty list is JSON there, since "" is the way to write empty text.
  const isEmptyList = category === undefined && Array.isArray(value) && value.length === 0;
  try {
    return toContent(value, isEmptyList ? 'json' : (definition.format ?? 'auto'));
  } catch (error) {
    throw unservable(entry, scope, error);
  }
}

/** The error of a value that cannot be served: a user error if it is configured. */
function unservable(entry: Entry, scope: Scope, reason: unknown): AemmError {
  if (!isOverridden(entry, scope)) return attribute(entry, reason);
  const key = keyOf(entry, 'values');
  const message = `The value of ${key} cannot be served: ${reasonOf(reason)}.`;
  return new AemmError('AEMM_VALUE_INVALID', message, { key, cause: reason });
}

function isOverridden({ definition }: Entry, { overrides }: Scope): boolean {
  return overrides.has(definition.key.toLowerCase());
}
