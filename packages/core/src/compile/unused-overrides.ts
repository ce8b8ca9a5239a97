import type { Section } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';
import { AemmError } from '../errors.ts';
import type { Entry } from './entry.ts';
import { isMoved } from './entry-path.ts';
import type { Scope } from './scope.ts';
import type { ImdsSpec } from './spec.ts';
import type { Steps } from './steps.ts';

type Part = 'paths' | 'values';

/** An override, as it is configured. */
interface Override {
  readonly section: Section;
  readonly part: Part;
  readonly key: string;
  readonly value: Value;
}

/**
 * Finds the overrides of a section that take no effect.
 *
 * @param served - the keys of what is served, removed or reported, in lower case
 */
export function* unusedOverrides(
  section: Section,
  { overrides = {} }: ImdsSpec,
  scope: Scope,
  served: ReadonlySet<string>,
): Steps<AemmError[]> {
  const { paths, values } = overrides[section] ?? {};
  const all = [
    ...(yield* listed(section, 'paths', paths)),
    ...(yield* listed(section, 'values', values)),
  ];
  const last = yield* lastKeys(all);
  const found: AemmError[] = [];
  for (const override of all) {
    const reason = repeatedBy(override, last) ?? reasonUnused(override, scope, served);
    if (reason !== undefined) found.push(unused(override, reason));
    yield;
  }
  return found;
}

function* listed(
  section: Section,
  part: Part,
  given: Readonly<Record<string, Value>> = {},
): Steps<Override[]> {
  const overrides: Override[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined) overrides.push({ section, part, key, value });
    yield;
  }
  return overrides;
}

/** The last of the keys that differ by case alone, which counts, by the key in lower case. */
function* lastKeys(overrides: readonly Override[]): Steps<ReadonlyMap<string, string>> {
  const last = new Map<string, string>();
  for (const { part, key } of overrides) {
    last.set(`${part}.${key}`.toLowerCase(), key);
    yield;
  }
  return last;
}

function repeatedBy(
  { section, part, key }: Override,
  last: ReadonlyMap<string, string>,
): string | undefined {
  const counts = last.get(`${part}.${key}`.toLowerCase());
  return counts === key ? undefined : `${section}.${part}.${counts} is the same key, and counts`;
}

function reasonUnused(
  { section, part, key, value }: Override,
  scope: Scope,
  served: ReadonlySet<string>,
): string | undefined {
  const lower = key.toLowerCase();
  const entry = scope.entries.get(lower);
  if (entry?.category === undefined) {
    if (value === null) return 'there is no leaf of that key to remove';
    if (served.has(lower)) return undefined;
    return `a leaf that no category has needs ${section}.${part === 'paths' ? 'values' : 'paths'}.${key} too`;
  }
  if (value === null || isServed(entry, served)) return undefined;
  return isWithoutEffect(part, lower, entry, scope) ? 'nothing of that leaf is served' : undefined;
}

/** Fields of a branch with a key of their own are served under that key. */
function isServed({ definition }: Entry, served: ReadonlySet<string>): boolean {
  const keys = [definition.key, ...Object.values(fieldKeysOf(definition))];
  return keys.some((key) => served.has(key.toLowerCase()));
}

function fieldKeysOf(definition: Entry['definition']): Readonly<Record<string, string>> {
  return ('fieldKeys' in definition && definition.fieldKeys) || {};
}

/** What repeats a default, or belongs to a leaf that the configuration removes, is not meant to change anything. */
function isWithoutEffect(part: Part, key: string, entry: Entry, scope: Scope): boolean {
  const { definition } = entry;
  const { paths, overrides } = scope;
  const change = overrides.get(key);
  if (part === 'paths') return change !== null && isMoved(entry, scope);
  if (change === undefined || paths.get(key) === null) return false;
  const isUsedInside = definition.path === undefined && !paths.has(key);
  const onlyRemoves = isFields(change) && Object.values(change).every((field) => field === null);
  return !isUsedInside && !onlyRemoves;
}

function unused({ section, part, key }: Override, reason: string): AemmError {
  const name = `${section}.${part}.${key}`;
  return new AemmError('AEMM_OVERRIDE_UNUSED', `${name} has no effect: ${reason}.`, { key: name });
}
