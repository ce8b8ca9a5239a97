import type { Fields, Value } from './content.ts';
import { isFields } from './content.ts';
import type { JsonSchema } from './json-schema.ts';
import { jsonSchemaOf } from './json-schema.ts';
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
  const properties = propertiesAt(jsonSchemaOf(schema), issue);
  if (properties === undefined) return undefined;
  const allowed = Object.keys(properties).join(', ') || 'none';
  return `unknown field ${unknown.join(', ')}; allowed: ${allowed}`;
}

/** What a JSON Schema has for the fields of the object that an issue is about. */
function propertiesAt(schema: JsonSchema, { path = [] }: StandardIssue): Fields | undefined {
  let part: Value | undefined = schema;
  for (const step of path) {
    if (!isFields(part)) return undefined;
    const { properties, items, additionalProperties }: Fields = part;
    const name = String(typeof step === 'object' ? step.key : step);
    part = (isFields(properties) ? properties[name] : undefined) ?? items ?? additionalProperties;
  }
  const properties = isFields(part) ? part.properties : undefined;
  return isFields(properties) ? properties : undefined;
}
