import type { Finding, InstanceDescription, Profile } from '@aemm/core';
import { InstanceSchema, readDescription } from '@aemm/core';
import { allow } from '../messages/problem.ts';
import { valueAt } from '../model/fields.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';

/** What the `instance` section comes to. */
export interface ResolvedInstance {
  /** As it is configured, refused or not. */
  readonly given: InstanceDescription;
  /** Empty if something of it is refused. */
  readonly instance: InstanceDescription;
  readonly problems: readonly Problem[];
}

/** Reads the instance that the `instance` section describes, by the rules of a profile. */
export function resolveInstance(layer: Layer, { policy }: Profile): ResolvedInstance {
  const fields: Record<string, unknown> = {};
  for (const { path, value } of layer.values()) {
    const [section, name] = path;
    if (section === 'instance' && name !== undefined) fields[name] = value;
  }
  const given = convertScalars(fields);
  const { description, findings } = readDescription(given);
  const refused = findings.filter(
    ({ severity }) =>
      severity === 'error' || (severity === 'unreal' && policy.unrealInstance === 'refuse'),
  );
  return {
    given: given as InstanceDescription,
    instance: refused.length > 0 ? {} : description,
    problems: refused.map((finding) => problemOf(finding, layer)),
  };
}

/** Where text is due, a number or a boolean is turned into it, and the other way round, as everywhere in a configuration. */
function convertScalars(fields: object): unknown {
  const parsed = InstanceSchema.safeParse(fields);
  if (parsed.success) return fields;
  const converted: unknown = structuredClone(fields);
  for (const issue of parsed.error.issues) convertScalar(converted, issue);
  return converted;
}

interface TypeIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly expected?: unknown;
}

function convertScalar(fields: unknown, { code, expected, path }: TypeIssue): void {
  const name = path.at(-1);
  if (code !== 'invalid_type' || name === undefined) return;
  const holder = valueAt(fields, path.slice(0, -1)) as Record<PropertyKey, unknown> | undefined;
  if (holder !== undefined) holder[name] = convert(holder[name], expected);
}

function convert(value: unknown, expected: unknown): unknown {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (expected === 'string') return isScalar ? String(value) : value;
  if (typeof value !== 'string') return value;
  if (expected === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true';
  const isNumber = expected === 'number' || expected === 'int';
  return isNumber && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

function problemOf(finding: Finding, layer: Layer): Problem {
  const [name = '', ...inner] = finding.path;
  const found = layer.get(`instance.${name}`.toLowerCase());
  const { path, written = path, origin } = found ?? UNKNOWN;
  const value = finding.isName ? inner.at(-1) : valueAt(found?.value, inner);
  const assignment: Assignment = {
    path: [...path, ...inner],
    written: [...written, ...inner],
    value,
    origin,
  };
  const { allowed, reason = '', conflict } = finding;
  const other = conflict && layer.get(`instance.${conflict[0]}`.toLowerCase());
  const advice = allowed === undefined ? reason : allow(allowed);
  return { assignment, advice, ...(other && { conflict: other }) };
}

const UNKNOWN: Assignment = {
  path: ['instance'],
  value: undefined,
  origin: { source: 'default', where: undefined },
};
