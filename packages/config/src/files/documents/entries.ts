import { DocumentError } from './document.ts';

/** What separates the entries of objects and lists in JSON, which has other line breaks too. */
export const JSON_SEPARATORS = ',:[{';

/** What separates them in YAML and TOML. */
export const SEPARATORS = `${JSON_SEPARATORS}=\n`;

/**
 * Refuses a text with too many entries before it is parsed: their number decides what parsing and serving it costs.
 * Separators are counted, also those in the middle of a text.
 *
 * @throws DocumentError
 */
export function checkEntries(text: string, separators: string, maxEntries: number): void {
  const isSeparator = new Uint8Array(128);
  for (const separator of separators) isSeparator[separator.charCodeAt(0)] = 1;
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    count += isSeparator[text.charCodeAt(index)] ?? 0;
    if (count > maxEntries) throw new DocumentError(`more than ${maxEntries} entries`);
  }
}
