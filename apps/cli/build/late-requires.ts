/** Those in front of code alone: in a line, the pattern of a glob looks like one. */
const COMMENTS = /^\s*\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/gm;

/**
 * Turns each `const name = require(…)` at the top of a CommonJS module into a `require` at the first use of the name,
 * so that start-up runs only what it needs.
 *
 * @param names - the names that may wait, as a regular expression; each is followed by a dot wherever it is used
 */
export function requireLate(source: string, names: RegExp): string {
  const code = source.replace(COMMENTS, '');
  const declaration = new RegExp(`^const (${names.source}) = (.*\\brequire\\(['"].*\\));?$`, 'gm');
  const found = [...code.matchAll(declaration)].map(([, name = '']) => name);
  const late = code.replace(
    declaration,
    (_, name: string, value: string) =>
      `let $${name}; const $get_${name} = () => ($${name} ??= ${value});`,
  );
  return found.reduce(useLate, late);
}

function useLate(code: string, name: string): string {
  const use = new RegExp(`(?<![\\w$.:'"])${name}(?![\\w$:'"])`, 'g');
  return code.replace(use, (_, at: number) => {
    if (code[at + name.length] !== '.') throw new Error(`${name} is used whole, so it cannot wait`);
    return `($get_${name}())`;
  });
}
