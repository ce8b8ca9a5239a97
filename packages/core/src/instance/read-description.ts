import type { InstanceDescription } from './description.ts';
import { InstanceSchema } from './description.ts';
import type { Finding } from './finding.ts';
import { checkDescription } from './rules.ts';

/**
 * The result of reading a value that should describe an instance.
 *
 * @public
 */
export interface ReadDescription {
  /** What it describes; empty if something of it is refused. */
  readonly description: InstanceDescription;
  /** What is refused, and what to warn of. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a value of unknown origin as the description of an instance. An empty text counts as `null`.
 *
 * @public
 */
export function readDescription(raw: unknown): ReadDescription {
  const { description, findings: refused } = parseFields(emptyToNull(raw));
  const findings = [...refused, ...lostNames(raw), ...checkDescription(description)];
  const isRefused = findings.some(({ severity }) => severity === 'error');
  return { description: isRefused ? {} : description, findings };
}

/** The fields that the schema allows, and why it refuses the others. */
function parseFields(raw: unknown): ReadDescription {
  const parsed = InstanceSchema.safeParse(raw);
  if (parsed.success) return { description: parsed.data, findings: [] };
  const issues: readonly Issue[] = parsed.error.issues;
  const refused = new Set(issues.flatMap(({ path, keys = [] }) => path[0] ?? keys));
  const rest = Object.entries(Object(raw)).filter(([name]) => !refused.has(name));
  const allowed = InstanceSchema.safeParse(Object.fromEntries(rest));
  return { description: allowed.data ?? {}, findings: issues.map(toFinding) };
}

/** The one name that a map cannot have: the schema leaves it out, as objects have it already. */
function lostNames(raw: unknown): readonly Finding[] {
  return ['tags', 'blockDevices'].flatMap((name) => {
    const map: unknown = Object(raw)[name];
    if (!Object.hasOwn(Object(map), '__proto__')) return [];
    const path = [name, '__proto__'];
    return [{ severity: 'error', path, allowed: 'any other name', isName: true } as const];
  });
}

/** An empty text means that a field is not there, except in tags, whose values may be empty. */
function emptyToNull(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const fields = Object.entries(raw).map(([name, value]) => {
    if (value === '') return [name, null];
    return [name, name === 'placement' || name === 'interfaces' ? emptyBelow(value) : value];
  });
  return Object.fromEntries(fields);
}

function emptyBelow(value: unknown): unknown {
  return Array.isArray(value) ? value.map(emptyToNull) : emptyToNull(value);
}

/** The part of an issue of the schema that is put into words. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: unknown;
  readonly keys?: readonly string[];
  /** For the name of a field, what is wrong with it. */
  readonly issues?: readonly Issue[];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  int: 'a whole number from 0',
  number: 'a whole number from 0',
  boolean: 'true,false',
};

function toFinding(issue: Issue): Finding {
  const { code, path, message, expected, keys, issues } = issue;
  const place = { severity: 'error', path: path.map(String) } as const;
  if (keys !== undefined) {
    const names = keys.map((key) => `"${key}"`).join(', ');
    return { ...place, reason: `There is no ${names} in it.`, unknown: keys };
  }
  if (code === 'invalid_type') return { ...place, allowed: TYPES[String(expected)] ?? message };
  if (code === 'too_small' && message === 'Invalid input') {
    return { ...place, allowed: 'a whole number from 0' };
  }
  const [inner] = issues ?? [];
  if (code === 'invalid_key' && inner !== undefined) {
    const allowed = inner.message === 'Invalid input' ? 'an IPv4 address' : inner.message;
    return { ...place, allowed, isName: true };
  }
  return { ...place, allowed: message };
}
