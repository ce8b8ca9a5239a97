import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The end of a text file of any size.
 *
 * @param most - how many bytes are read
 */
export function readEnd(path: string, most: number): string {
  const file = openSync(path, 'r');
  try {
    const start = Math.max(0, fstatSync(file).size - most);
    const bytes = Buffer.alloc(most);
    const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, most, start));
    // The first character may be cut.
    return start === 0 ? text : text.replace(/^\uFFFD+/, '');
  } finally {
    closeSync(file);
  }
}
