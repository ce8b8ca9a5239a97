import type { Instance } from '@aemm/core';
import { InstanceSchema } from '@aemm/core';
import { allow } from '../messages/problem.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';

/** The part of a schema's complaint that is put into words. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: unknown;
  readonly values?: readonly unknown[];
  readonly pattern?: string;
  readonly keys?: readonly string[];
  /** For the name of a field, what is wrong with it. */
  readonly issues?: readonly Issue[];
}

/** The instance that the `instance` section describes. */
export function resolveInstance(said: Layer): {
  readonly instance: Instance;
  readonly problems: readonly Problem[];
} {
  const fields: Record<string, unknown> = {};
  for (const { path, value } of said.values()) {
    const [section, name] = path;
    if (section === 'instance' && name !== undefined) fields[name] = value;
  }
  const first = InstanceSchema.safeParse(fields);
  if (first.success) return { instance: first.data, problems: [] };
  const converted = first.error.issues.reduce<unknown>(turnIntoText, fields);
  const second = InstanceSchema.safeParse(converted);
  if (second.success) return { instance: second.data, problems: [] };
  return { instance: {}, problems: second.error.issues.map((issue) => problemOf(issue, said)) };
}

/** Where text is due, a number or a boolean is turned into it, as it is everywhere in a configuration. */
function turnIntoText(fields: unknown, { code, expected, path }: Issue): unknown {
  if (code !== 'invalid_type' || expected !== 'string') return fields;
  const value = valueAt(fields, path);
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? replaceAt(fields, path, String(value)) : fields;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (inner as Record<PropertyKey, unknown> | undefined)?.[name],
    value,
  );
}

function replaceAt(value: unknown, [name, ...rest]: readonly PropertyKey[], text: string): unknown {
  if (name === undefined) return text;
  const inner = replaceAt((value as Record<PropertyKey, unknown>)[name], rest, text);
  if (!Array.isArray(value)) return { ...(value as object), [name]: inner };
  return value.map((item, index) => (index === name ? inner : item));
}

function problemOf(issue: Issue, layer: Layer): Problem {
  const [name, ...inner] = issue.path.map(String);
  const said = layer.get(`instance.${name}`.toLowerCase());
  const { path, written = path, origin } = said ?? UNSAID;
  const isName = issue.code === 'invalid_key';
  const value = isName ? inner.at(-1) : valueAt(said?.value, issue.path.slice(1));
  const place: Assignment = {
    path: [...path, ...inner],
    written: [...written, ...inner],
    value,
    origin,
  };
  return { assignment: place, advice: adviceOf(issue) };
}

const UNSAID: Assignment = {
  path: ['instance'],
  value: undefined,
  origin: { source: 'default', where: undefined },
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  number: 'a number',
  boolean: 'true,false',
};

function adviceOf({ code, expected, values, pattern, keys, issues, message }: Issue): string {
  if (code === 'invalid_type') return allow(TYPES[String(expected)] ?? String(expected));
  if (code === 'invalid_value' && values !== undefined) return allow(values.join(','));
  if (pattern !== undefined) return allow(message);
  if (issues?.[0]?.pattern !== undefined) return allow(issues[0].message);
  if (keys !== undefined) return `There is no ${keys.map((key) => `"${key}"`).join(', ')} in it.`;
  return `${message}.`;
}
