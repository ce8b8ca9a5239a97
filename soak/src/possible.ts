/** Longer than a request takes, in milliseconds: what ended before that is forgotten. */
const MEMORY_MS = 60_000;

interface Span<T> {
  readonly value: T;
  until: number;
}

/**
 * What a state of the mock may be, as seen from outside. While an operation is on its way both the old and the new value
 * may be answered, and afterwards only the new one.
 */
export class Possible<T> {
  #spans: Span<T>[];

  constructor(value: T) {
    this.#spans = [{ value, until: Infinity }];
  }

  /** A value that may be answered from now on, beside those that may already. */
  may(value: T, now = performance.now()): void {
    this.#spans = this.#spans.filter(({ until }) => until > now - MEMORY_MS);
    this.#spans.push({ value, until: Infinity });
  }

  /** The only value that may be answered to what is asked from now on. */
  settle(value: T, now = performance.now()): void {
    for (const span of this.#spans) span.until = Math.min(span.until, now);
    this.may(value, now);
  }

  /** The values that may be answered to what was asked at that time. */
  since(asked: number): ReadonlySet<T> {
    return new Set(this.#spans.filter(({ until }) => until >= asked).map(({ value }) => value));
  }
}
