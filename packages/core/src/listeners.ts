/** Functions that are called together. */
export interface Listeners<Args extends readonly unknown[]> {
  readonly size: number;
  /** Adds one and returns what ends that. One that is added twice is called twice. */
  add(listener: (...args: Args) => void): () => void;
  /** Calls all that are there now, but for those that end meanwhile. */
  call(...args: Args): void;
}

/** Creates an empty set of listeners. */
export function createListeners<Args extends readonly unknown[]>(): Listeners<Args> {
  const entries = new Set<{ readonly run: (...args: Args) => void }>();
  return {
    get size() {
      return entries.size;
    },
    add(run) {
      const entry = { run };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    call(...args) {
      for (const entry of [...entries]) if (entries.has(entry)) entry.run(...args);
    },
  };
}
