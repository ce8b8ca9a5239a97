/** Sections, parts of sections, and values: deeper than that, JSON is easier to read. */
const NESTED = 2;

/** Writes a configuration as YAML, each value in the form of JSON, which YAML reads as the same one. */
export function toYaml(config: object, depth = 0): string {
  return Object.entries(config)
    .map(([key, value]) => {
      const name = `${'  '.repeat(depth)}${/^[a-z][\w-]*$/i.test(key) ? key : JSON.stringify(key)}:`;
      const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isNested || depth >= NESTED) return `${name} ${JSON.stringify(value)}\n`;
      const inner = toYaml(value, depth + 1);
      return inner === '' ? '' : `${name}\n${inner}`;
    })
    .join('');
}
