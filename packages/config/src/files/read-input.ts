import type { Stats } from 'node:fs';
import { close, constants, fstat, open, read, stat } from 'node:fs';
import { Socket } from 'node:net';
import { isatty, ReadStream } from 'node:tty';
import { promisify } from 'node:util';

/**
 * What may be read, and how much of it.
 *
 * @public
 */
export interface InputLimits {
  /** The largest number of bytes. An input is refused once it exceeds them, whatever its size is reported to be. */
  readonly maxBytes: number;
  /** `true`: refuses all but regular files. A pipe or a device can be read only once, or without end. */
  readonly regular?: boolean;
}

/**
 * An input that cannot be read. The message is the end of a sentence: `no such file`.
 *
 * @public
 */
export class InputError extends Error {
  /** `InputError`. */
  override readonly name = 'InputError';
  /** The code of the system, such as `ENOENT`; `undefined` for an input that is refused. */
  readonly code: string | undefined;

  constructor(message: string, code?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  /** Whether the same input may be read later, without a change of it: the system lacks something at the moment. */
  get isTransient(): boolean {
    return TRANSIENT.has(this.code ?? '');
  }
}

const TRANSIENT: ReadonlySet<string> = new Set([
  'EAGAIN',
  'EBUSY',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ESTALE',
  'ETIMEDOUT',
  'ERR_WORKER_INIT_FAILED',
]);

/**
 * Reads a file, pipe, terminal or device to its end, and no more of it than is allowed.
 *
 * @throws InputError if it cannot be read, is of another kind than allowed, or is too large
 * @public
 */
export async function readInput(path: string, limits: InputLimits): Promise<Uint8Array> {
  try {
    // Opening a pipe or a device can have effects on its other side, so the kind is checked before.
    checkKind(await promisify(stat)(path), limits);
    const fd = await promisify(open)(path, READ);
    return await collect(openChunks(fd, await promisify(fstat)(fd), limits), limits);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(REASONS[code ?? ''] ?? message, code, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file: a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ELOOP: 'its symbolic links go in a circle',
  EMFILE: 'this process has too many open files',
  ENFILE: 'this machine has too many open files',
};

// Opens a pipe without waiting for its writer. Windows has no such flag.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function checkKind(stats: Stats, { regular = false }: InputLimits): void {
  if (stats.isDirectory()) throw new InputError('it is a directory');
  if (!regular || stats.isFile()) return;
  throw new InputError(`it is a ${kindOf(stats)} instead of a file`);
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

/**
 * The content of a descriptor, which is closed in the end. Pipes and terminals are read like sockets: read as a file,
 * each would block a thread, and with it the exit of the process, until a writer comes, which may be never.
 */
function openChunks(fd: number, stats: Stats, limits: InputLimits): AsyncIterable<Buffer> {
  // The path may have been replaced since its kind was checked.
  if (limits.regular) return readChunks(fd, stats, limits);
  if (isatty(fd)) return new ReadStream(fd);
  if (stats.isFIFO()) return new Socket({ fd, readable: true, writable: false });
  return readChunks(fd, stats, limits);
}

const LEAST_CHUNK_BYTES = 64 * 1024;

async function* readChunks(
  fd: number,
  stats: Stats,
  limits: InputLimits,
): AsyncGenerator<Buffer, void> {
  try {
    checkKind(stats, limits);
    if (stats.size > limits.maxBytes) throw tooLarge(limits);
    // A file that does not grow meanwhile is read in one piece.
    const size = Math.max(stats.size, LEAST_CHUNK_BYTES);
    while (true) {
      const chunk = Buffer.allocUnsafe(size);
      const { bytesRead } = await promisify(read)(fd, chunk, 0, size, null);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await promisify(close)(fd);
  }
}

async function collect(chunks: AsyncIterable<Buffer>, limits: InputLimits): Promise<Uint8Array> {
  const collected: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limits.maxBytes) throw tooLarge(limits);
    collected.push(chunk);
  }
  const [first, ...others] = collected;
  return first !== undefined && others.length === 0 ? first : Buffer.concat(collected, length);
}

const MEBIBYTE = 1024 * 1024;

function tooLarge({ maxBytes }: InputLimits): InputError {
  const size = maxBytes < MEBIBYTE ? `${maxBytes} bytes` : `${maxBytes / MEBIBYTE} MiB`;
  return new InputError(`larger than ${size}`);
}
