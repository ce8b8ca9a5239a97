/**
 * Draws hexadecimal digits: the same for the same seed and name in every run, so that a described field never shifts
 * what is drawn for another.
 */
export type Draw = (name: string, digits: number) => string;

/** Creates the draw of a seed. For ids that look real; nothing secret is made from it. */
export function createDraw(seed: number): Draw {
  return (name, digits) => {
    let text = '';
    for (let block = 0; text.length < digits; block++) {
      text += hash(`${seed}/${name}/${block}`).toString(16).padStart(8, '0');
    }
    return text.slice(0, digits);
  };
}

/** An id as EC2 has them since 2018: a zero and sixteen digits after the prefix. */
export function drawId(draw: Draw, prefix: string, name: string): string {
  return `${prefix}-0${draw(name, 16)}`;
}

/** A whole number below `limit`, drawn. */
export function drawBelow(draw: Draw, name: string, limit: number): number {
  return Number.parseInt(draw(name, 8), 16) % limit;
}

/** Characters of an alphabet, drawn. */
export function drawText(draw: Draw, name: string, alphabet: string, length: number): string {
  const digits = draw(name, length * 4);
  const at = (index: number) => Number.parseInt(digits.slice(index * 4, index * 4 + 4), 16);
  return Array.from({ length }, (_, index) => alphabet[at(index) % alphabet.length]).join('');
}

/** FNV-1a with the finish of MurmurHash3, which spreads names that differ in one letter. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
