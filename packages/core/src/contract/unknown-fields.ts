import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import type { StandardIssue, StandardSchema } from './standard-schema.ts';

/** The fields that an object should not have, by an issue of Zod; none: the issue is another one. */
export function unknownFields(issue: StandardIssue): readonly string[] {
  const { code, keys } = issue as { readonly code?: unknown; readonly keys?: readonly string[] };
  return code === 'unrecognized_keys' ? (keys ?? []) : [];
}

/**
 * Names fields that an object should not have, and those that it may; `undefined`: the issue is another one, or the schema
 * does not show the object.
 */
export function explainUnknown(issue: StandardIssue, schema: StandardSchema): string | undefined {
  const unknown = unknownFields(issue).map((name) => JSON.stringify(name));
  if (unknown.length === 0) return undefined;
  const fields = fieldsAt(schema as unknown as $ZodType, issue);
  if (fields === undefined) return undefined;
  return `unknown field ${unknown.join(', ')}; allowed: ${fields.join(', ') || 'none'}`;
}

/** The fields of the object that an issue of Zod is about. Its JSON Schema has them too, but takes 7 kB in a browser. */
function fieldsAt(schema: $ZodType, { path = [] }: StandardIssue): readonly string[] | undefined {
  let part: $ZodType | undefined = schema;
  for (const step of path) {
    part = partOf(part, String(typeof step === 'object' ? step.key : step));
    if (part === undefined) return undefined;
  }
  const def = defOf(part);
  return def.type === 'object' ? Object.keys(def.shape) : undefined;
}

function partOf(schema: $ZodType, name: string): $ZodType | undefined {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    case 'array':
      return def.element;
    case 'record':
      return def.valueType;
    default:
      return undefined;
  }
}

/** What a schema is made of, whether it may be left out or not. */
function defOf(schema: $ZodType): $ZodTypes['_zod']['def'] {
  const { def } = (schema as $ZodTypes)._zod;
  return 'innerType' in def ? defOf(def.innerType) : def;
}
