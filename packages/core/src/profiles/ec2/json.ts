import type { Value } from '../../contract/content.ts';

/**
 * JSON as the service writes it: indented by two spaces, ` : ` between name and value, lists of scalars on one line,
 * `[ {` and `} ]` around lists of objects, no final newline.
 *
 * Certain for documents without lists of objects: captured from 2020 to 2026. Likely for those with: scheduled events were
 * captured so in December 2020 (spot-termination-exporter 14, telegraf 8611), while the user guide indents them further.
 * `[]` for an empty list is certain too; how an empty object would look is not known.
 */
export function formatJson(value: Value, indent = ''): string {
  if (isList(value)) {
    const items = value.map((item) => formatJson(item, indent));
    return items.length === 0 ? '[]' : `[ ${items.join(', ')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)} : ${formatJson(field, inner)}`,
  );
  return lines.length === 0 ? '{ }' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/**
 * JSON on one line, with a blank after colons and commas, as spot and rebalance notices are written.
 *
 * Not certain: so the user guide prints them. No raw capture is known; the log of a client in 2025 (runs-on 277) has a
 * spot notice without blanks, though the client may have written it anew.
 */
export function formatJsonLine(value: Value): string {
  if (isList(value)) return `[${value.map(formatJsonLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, field]) => `${JSON.stringify(name)}: ${formatJsonLine(field)}`,
  );
  return `{${fields.join(', ')}}`;
}

/** `Array.isArray` does not see that a list is readonly. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
