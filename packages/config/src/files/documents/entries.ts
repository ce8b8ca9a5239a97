import { DocumentError } from './document.ts';

/**
 * Refuses a text with too many entries before it is parsed: their number decides what parsing and serving it costs. The
 * characters that separate entries in any of the formats are counted, also where they are part of a text.
 *
 * @throws DocumentError
 */
export function checkEntries(text: string, maxEntries: number): void {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if (isSeparator(text.charCodeAt(index)) && ++count > maxEntries) {
      throw new DocumentError(`more than ${maxEntries} entries`);
    }
  }
}

function isSeparator(code: number): boolean {
  switch (code) {
    case 0x0a: // \n
    case 0x2c: // ,
    case 0x3a: // :
    case 0x3d: // =
    case 0x5b: // [
    case 0x7b: // {
      return true;
    default:
      return false;
  }
}
