import type { Stats } from 'node:fs';
import { closeSync, constants, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { isatty, ReadStream } from 'node:tty';

/**
 * Reads the file at a path to its end. Pipes and terminals are read like sockets: read as a file, each would block a
 * thread, and with it the exit of the process, until a writer comes, which may be never.
 *
 * @param stats - the stats of the path
 */
export async function readInput(path: string, stats: Stats): Promise<Buffer> {
  if (!stats.isFIFO() && !stats.isCharacterDevice()) return readFile(path);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if (stats.isFIFO()) return collect(new Socket({ fd, readable: true, writable: false }));
  if (isatty(fd)) return collect(new ReadStream(fd));
  closeSync(fd);
  return readFile(path);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
