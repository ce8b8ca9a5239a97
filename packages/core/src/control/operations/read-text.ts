import type { Value } from '../../contract/content.ts';
import { isFields } from '../../contract/content.ts';

/**
 * Reads the text of a field of an input, as a query or a command line has it: as the type that its JSON Schema asks for.
 * What is not of that type stays text, for the schema to refuse. Text that is to be any value is what it is as JSON,
 * unless that would be written in another way: `1.10` and a number of too many digits stay text.
 *
 * @public
 */
export function readText(text: string, schema: Value | undefined): Value {
  const types = typesOf(schema);
  if (types.includes('number') || types.includes('integer')) {
    if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  }
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  const isJson = types.length === 0 || types.includes('object') || types.includes('array');
  return isJson && !types.includes('string') ? parseJson(text) : text;
}

/** The types that a JSON Schema allows; none if it does not limit them. */
function typesOf(schema: Value | undefined): readonly string[] {
  if (!isFields(schema)) return [];
  const { type, anyOf, const: fixed, enum: choices } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.map(String);
  if (Array.isArray(anyOf)) return anyOf.flatMap(typesOf);
  if (fixed !== undefined) return [typeof fixed];
  return Array.isArray(choices) ? choices.map((choice) => typeof choice) : [];
}

function parseJson(text: string): Value {
  try {
    const value = JSON.parse(text) as Value;
    // Quotes, brackets and braces are meant as JSON. A number may just look like one.
    const isMeant = typeof value === 'string' || isFields(value) || Array.isArray(value);
    return isMeant || String(value) === text ? value : text;
  } catch {
    return text;
  }
}
