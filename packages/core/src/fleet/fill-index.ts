/** The same value, with the number in place of `{index}` in every text, names of fields included. */
export function fillIndex<T>(value: T, index: number): T {
  return fill(value, String(index)) as T;
}

/** Whether a value has an `{index}` in it. */
export function hasIndex(value: unknown): boolean {
  return JSON.stringify(value)?.includes('{index}') ?? false;
}

function fill(value: unknown, index: string): unknown {
  if (typeof value === 'string') return value.replaceAll('{index}', index);
  if (Array.isArray(value)) return value.map((each) => fill(each, index));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replaceAll('{index}', index),
      fill(field, index),
    ]),
  );
}
