import { readFileSync } from 'node:fs';

/** The state of a socket that listens. */
const LISTEN = '0A';

/**
 * Whether something listens on a port of an address or of all addresses, by the socket tables of Linux. Nothing is sent.
 *
 * @returns `undefined` if there are no such tables
 */
export function listensOn(
  address: string,
  port: number,
  read: (path: string) => string | undefined = readProc,
): boolean | undefined {
  const tables = [read('/proc/self/net/tcp'), read('/proc/self/net/tcp6')];
  if (tables.every((table) => table === undefined)) return undefined;
  const wanted = new Set(
    [...spellings(address)].map(
      (text) => `${text}:${port.toString(16).toUpperCase().padStart(4, '0')}`,
    ),
  );
  return tables
    .flatMap((table) => table?.split('\n') ?? [])
    .map((line) => line.trim().split(/\s+/))
    .some(([, local = '', , state]) => state === LISTEN && wanted.has(local));
}

/** An address, and all addresses, as the tables have them: words of four bytes, the last one first. */
function* spellings(address: string): Iterable<string> {
  const any6 = '0'.repeat(32);
  yield any6;
  if (address.includes(':')) {
    yield words(bytesOf6(address));
    return;
  }
  const word = words(address.split('.').map(Number));
  yield '0'.repeat(8);
  yield word;
  yield `0000000000000000FFFF0000${word}`;
}

/** For addresses of the form that those of the metadata service have. */
function bytesOf6(address: string): number[] {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), groups(tail)];
  const zeros = new Array<number>(8 - first.length - last.length).fill(0);
  return [...first, ...zeros, ...last].flatMap((group) => [group >> 8, group & 0xff]);
}

function words(bytes: readonly number[]): string {
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  const count = hex.length / 4;
  return Array.from({ length: count }, (_, index) =>
    hex
      .slice(index * 4, index * 4 + 4)
      .reverse()
      .join(''),
  ).join('');
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
