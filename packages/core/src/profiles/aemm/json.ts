import type { Value } from '../../contract/content.ts';

/** JSON as AEMM writes it: indented by tabs, except that a list of scalars stands on one line. */
export function formatJson(value: Value, indent = ''): string {
  const inner = `${indent}\t`;
  if (Array.isArray(value)) {
    if (value.every(isOnOneLine)) return `[${value.map((item) => JSON.stringify(item)).join(',')}]`;
    return block(
      '[',
      value.map((item) => formatJson(item, inner)),
      ']',
      indent,
    );
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(
      ([name, field]) => `${JSON.stringify(name)}: ${formatJson(field, inner)}`,
    );
    return fields.length === 0 ? '{}' : block('{', fields, '}', indent);
  }
  return JSON.stringify(value);
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  return `${open}\n${lines.map((line) => `${indent}\t${line}`).join(',\n')}\n${indent}${close}`;
}

function isOnOneLine(value: Value): boolean {
  return typeof value !== 'object' || value === null;
}
