/** Bytes of each of the two halves. */
const HALF = 256 * 1024;

/** Lines as bytes. */
interface Batch {
  readonly bytes: Uint8Array;
  readonly lines: number;
}

/**
 * Gathers lines as bytes: one half fills while the other is on its way.
 *
 * Lines that waited as text would live through collections of garbage, at which the heap grows and requests wait.
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
  return {
    get isEmpty() {
      return used === 0;
    },
    add(line) {
      if (!fits(line, HALF - used)) return false;
      if (filling === undefined)
        [filling, spare] = [spare ?? Buffer.allocUnsafeSlow(HALF), undefined];
      used += filling.write(line, used);
      lines++;
      return true;
    },
    take() {
      const batch = { bytes: filling?.subarray(0, used) ?? new Uint8Array(), lines };
      [taken, filling, used, lines] = [filling, undefined, 0, 0];
      return batch;
    },
    release() {
      spare = taken;
    },
  };
}

/** Whether a text takes no more than that many bytes: three for a UTF-16 unit at most. */
function fits(text: string, bytes: number): boolean {
  return text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes;
}
