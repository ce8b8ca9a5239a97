/** Characters that control a terminal or are not seen: control, format (with bidirectional), separators, unpaired. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Escapes the characters of a line that would end it, control a terminal, or not be seen. Every line that quotes a file,
 * a variable or an error goes through it.
 *
 * @returns the text with such characters as in JavaScript: `\n`, `\u001b`, `\u{e0001}`
 * @public
 */
export function toPrintable(line: string): string {
  return line.replace(UNPRINTABLE, (character) => SHORT[character] ?? escapeOne(character));
}

function escapeOne(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
