/** Bytes of each of the two halves. */
const HALF = 256 * 1024;

/**
 * Characters of the lines that wait as text, to become bytes in one go: each call of the encoder costs more than the few
 * bytes of a line. That few are short-lived garbage.
 */
const CHUNK = 512;

/** Lines as bytes. */
interface Batch {
  readonly bytes: Uint8Array;
  readonly lines: number;
}

/**
 * Gathers lines as bytes: one half fills while the other is on its way.
 *
 * Many lines that waited as text would live through collections of garbage, at which the heap grows and requests wait.
 */
export interface LineBuffer {
  readonly isEmpty: boolean;
  /** Adds a line; `false` if it does not fit. */
  add(line: string): boolean;
  /** What was gathered. One batch at a time: its bytes are used again after `release`. */
  take(): Batch;
  release(): void;
}

export function createLineBuffer(): LineBuffer {
  let filling: Buffer | undefined;
  let spare: Buffer | undefined;
  let taken: Buffer | undefined;
  let used = 0;
  let lines = 0;
  let text = '';

  const encode = (): void => {
    if (text === '') return;
    if (filling === undefined)
      [filling, spare] = [spare ?? Buffer.allocUnsafeSlow(HALF), undefined];
    used += filling.write(text, used);
    text = '';
  };

  return {
    get isEmpty() {
      return lines === 0;
    },
    add(line) {
      if (text.length + line.length > CHUNK) encode();
      if (!fits(line, HALF - used - text.length * MOST_BYTES)) return false;
      text += line;
      lines++;
      return true;
    },
    take() {
      encode();
      const batch = { bytes: filling?.subarray(0, used) ?? new Uint8Array(), lines };
      [taken, filling, used, lines] = [filling, undefined, 0, 0];
      return batch;
    },
    release() {
      spare = taken;
    },
  };
}

/** Bytes of a UTF-16 unit in UTF-8 at most. */
const MOST_BYTES = 3;

/** Whether a text takes no more than that many bytes. */
function fits(text: string, bytes: number): boolean {
  return text.length * MOST_BYTES <= bytes || Buffer.byteLength(text) <= bytes;
}
