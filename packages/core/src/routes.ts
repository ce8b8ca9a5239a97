import type { LeafDefinition, NoticeDefinition, Section } from './category.ts';
import type { Content, Format, Value } from './content.ts';
import { toContent } from './content.ts';
import { AemmError } from './errors.ts';
import { deriveInstance } from './instance.ts';
import { isFields } from './merge.ts';
import { normalizePath } from './path.ts';
import type { NoticeTime } from './profile.ts';
import { settingsOf } from './settings-of.ts';
import type { ImdsSpec, TimingName } from './spec.ts';
import type { Timing } from './trigger.ts';
import { resolveTiming } from './trigger.ts';
import type { Entry, Moment, SectionValues } from './values.ts';
import { createSectionValues } from './values.ts';

/** A path with its content, resolved from categories and overrides. */
export interface Route {
  readonly path: string;
  readonly key: string;
  /** `undefined` for a leaf that a configuration made up. */
  readonly category: string | undefined;
  readonly listed: boolean;
  /** Whether the user placed it there, and so it beats a default at the same path. */
  readonly explicit: boolean;
  /** The content, or how to make it for a request, or why there is none. */
  readonly content: Content | ((now: number) => Content | undefined) | AemmError;
  /** Set for a notice. */
  readonly notice?: { readonly firesAt: number; readonly before?: Content };
}

/** The part of a spec that concerns one section. */
interface Scope {
  readonly section: Section;
  readonly startedAt: number;
  readonly noticeTime: NoticeTime;
  readonly timings: ImdsSpec['timings'];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly paths: ReadonlyMap<string, string | null>;
  readonly overrides: ReadonlyMap<string, Value>;
  readonly values: SectionValues;
  /** The values before anybody said anything. */
  readonly defaults: SectionValues;
}

const SECTIONS: readonly Section[] = ['metadata', 'dynamic', 'userdata'];
const TIMINGS: ReadonlySet<string> = new Set<TimingName>(['mock', 'rebalance', 'asg-termination']);

/** Resolves every path that a spec serves. Throws `AemmError` for what the user said wrong. */
export function resolveRoutes(spec: ImdsSpec, noticeTime: NoticeTime, startedAt: number): Route[] {
  const entries = spec.categories.flatMap((category) => {
    const settings = settingsOf(category, spec.settings?.[category.id]);
    const definitions: (LeafDefinition | NoticeDefinition)[] = [
      ...category.leaves,
      ...category.notices,
    ];
    return definitions.map(
      (definition): Entry => ({ section: category.section, category, definition, settings }),
    );
  });
  return SECTIONS.flatMap((section) => {
    const scope = scopeOf(spec, section, entries, noticeTime, startedAt);
    return [...scope.entries.values()].flatMap((entry) => routesOf(entry, scope));
  });
}

function scopeOf(
  spec: ImdsSpec,
  section: Section,
  all: readonly Entry[],
  noticeTime: NoticeTime,
  startedAt: number,
): Scope {
  const paths = byLowerCase(spec.overrides?.[section]?.paths);
  const overrides = byLowerCase(spec.overrides?.[section]?.values);
  const own = all.filter((entry) => entry.section === section);
  const known = new Set(own.map(({ definition }) => definition.key.toLowerCase()));
  const madeUp = [...paths.keys()]
    .filter((key) => !known.has(key) && overrides.has(key))
    .map(
      (key): Entry => ({
        section,
        category: undefined,
        definition: { key, value: absent },
        settings: {},
      }),
    );
  const entries = new Map([...own, ...madeUp].map((entry) => [entry.definition.key, entry]));
  const values = createSectionValues(entries, overrides, deriveInstance(spec.instance ?? {}));
  const defaults = createSectionValues(entries, new Map(), {});
  return {
    section,
    startedAt,
    noticeTime,
    timings: spec.timings,
    entries,
    paths,
    overrides,
    values,
    defaults,
  };
}

const absent = (): undefined => undefined;

function byLowerCase<T>(record: Readonly<Record<string, T>> | undefined): Map<string, T> {
  return new Map(Object.entries(record ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
}

function routesOf(entry: Entry, scope: Scope): Route[] {
  try {
    const path = pathOf(entry, scope);
    if (path === undefined) return [];
    const { definition } = entry;
    if ('branch' in definition && definition.branch) return branchRoutes(entry, path, scope);
    const route = routeOf(entry, path, scope);
    return route === undefined ? [] : [route];
  } catch (error) {
    if (error instanceof AemmError && error.key !== undefined) throw error;
    const { path } = entry.definition;
    return path === undefined
      ? []
      : [{ ...facts(entry, path, scope), content: blame(entry, error) }];
  }
}

function facts(entry: Entry, path: string, scope: Scope): Omit<Route, 'content'> {
  const { definition, category } = entry;
  const key = definition.key.toLowerCase();
  const listed = !('listed' in definition && definition.listed === false);
  const explicit = scope.paths.has(key) || scope.overrides.has(key);
  return { path, key: definition.key, category: category?.id, listed, explicit };
}

function routeOf(entry: Entry, path: string, scope: Scope): Route | undefined {
  const { definition } = entry;
  const notice = 'trigger' in definition ? noticeOf(entry, definition, scope) : undefined;
  const firedAt = notice?.firesAt ?? scope.startedAt;
  const evaluate = (moment: Moment): Content | undefined => contentOf(entry, moment, scope);

  const first = momentAt(firedAt, firedAt, scope);
  const content = evaluate(first);
  const moves = first.timeWasRead && (notice === undefined || scope.noticeTime === 'request');
  if (content === undefined && !moves) return undefined;
  return {
    ...facts(entry, path, scope),
    ...(notice && { notice }),
    content: moves ? (now) => evaluate(momentAt(now, firedAt, scope)) : (content as Content),
  };
}

function noticeOf(
  entry: Entry,
  definition: NoticeDefinition,
  scope: Scope,
): NonNullable<Route['notice']> {
  const { trigger, before } = definition;
  const timing =
    typeof trigger === 'string'
      ? sharedTiming(trigger, scope)
      : trigger(scope.values.context(entry, momentAt(scope.startedAt, scope.startedAt, scope)));
  const firesAt = resolveTiming(timing, scope.startedAt);
  return before === undefined
    ? { firesAt }
    : { firesAt, before: toContent(before, formatOf(definition)) };
}

function sharedTiming(name: string, { timings }: Scope): Timing {
  if (!TIMINGS.has(name)) {
    throw new AemmError(
      'AEMM_TIMING_UNKNOWN',
      `There is no timing "${name}", only ${[...TIMINGS].join(', ')}.`,
    );
  }
  return timings?.[name as TimingName] ?? {};
}

/** Each field of the value is a leaf of its own; `null` removes one. */
function branchRoutes(entry: Entry, path: string, scope: Scope): Route[] {
  const value = scope.values.resolve(entry, momentAt(scope.startedAt, scope.startedAt, scope));
  if (value === undefined) return [];
  const key = keyOf(entry, 'values');
  if (!isFields(value))
    throw new AemmError('AEMM_VALUE_INVALID', `${key} is a branch: it takes an object.`, { key });
  return Object.entries(value).flatMap(([name, field]) => {
    if (field === null) return [];
    const leaf = servedPath(`${path}/${name}`, `${key}.${name}`);
    return [
      { ...facts(entry, leaf, scope), content: toContent(field, formatOf(entry.definition)) },
    ];
  });
}

function contentOf(entry: Entry, moment: Moment, scope: Scope): Content | undefined {
  const value = scope.values.resolve(entry, moment);
  if (value === undefined) return undefined;
  try {
    return toContent(value, formatOf(entry.definition));
  } catch (error) {
    if (!scope.overrides.has(entry.definition.key.toLowerCase())) throw error;
    const key = keyOf(entry, 'values');
    const reason = error instanceof Error ? error.message : String(error);
    throw new AemmError('AEMM_VALUE_INVALID', `The value of ${key} cannot be served: ${reason}.`, {
      key,
    });
  }
}

/** Where an entry is served: where the user put it, or at its default path with placeholders filled in. */
function pathOf(entry: Entry, scope: Scope): string | undefined {
  const { key } = entry.definition;
  const override = scope.paths.get(key.toLowerCase());
  if (override === null) return undefined;
  // Files that AEMM saved name every path, and those still follow their placeholders.
  const unsaid = override === undefined || override === fillPath(entry, scope.defaults, scope);
  return unsaid
    ? fillPath(entry, scope.values, scope)
    : servedPath(override, keyOf(entry, 'paths'));
}

const PLACEHOLDER = /\{([^}]+)\}/g;

function fillPath({ definition }: Entry, values: SectionValues, scope: Scope): string | undefined {
  return definition.path?.replace(PLACEHOLDER, (_, name: string) => {
    if (!scope.entries.has(name)) {
      const message = `The path of "${definition.key}" names {${name}}, which no leaf of ${scope.section} is.`;
      throw new AemmError('AEMM_PLACEHOLDER_UNKNOWN', message);
    }
    return String(values.resolveKey(name, momentAt(scope.startedAt, scope.startedAt, scope)) ?? '');
  });
}

function servedPath(path: string, key: string): string {
  const normal = normalizePath(path.startsWith('/') ? path : `/${path}`);
  if (normal === undefined || normal === '/') {
    throw new AemmError('AEMM_PATH_INVALID', `The path "${path}" of ${key} cannot be served.`, {
      key,
    });
  }
  return normal;
}

function momentAt(time: number, firedAt: number, { startedAt }: Scope): Moment {
  return { startedAt, firedAt, time, timeWasRead: false };
}

function formatOf(definition: LeafDefinition | NoticeDefinition): Format {
  return definition.format ?? 'auto';
}

/** The name under which users know an entry: `metadata.values.mac`. */
function keyOf(entry: Entry, part: 'paths' | 'values'): string {
  return `${entry.section}.${part}.${entry.definition.key}`;
}

function blame({ category, definition }: Entry, error: unknown): AemmError {
  if (error instanceof AemmError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Category "${category?.id}" threw while making "${definition.key}": ${reason}`;
  return new AemmError('AEMM_CATEGORY_THREW', message, { cause: error });
}
