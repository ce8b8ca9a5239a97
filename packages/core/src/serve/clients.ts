import { canonicalAddress } from '../text/ip.ts';

/**
 * The clients that notices were shown to, first come, first served. State of one mock, bounded by the limit itself.
 *
 * @public
 */
export interface Clients {
  /** How many there are. */
  readonly size: number;
  /** Whether a client may see notices, counting it in if there is room. A negative limit is none; a lower one forgets. */
  accept(address: string, limit: number): boolean;
  /** Forgets them all. */
  reset(): void;
}

/** Creates the list of clients, empty. */
export function createClients(): Clients {
  const accepted = new Set<string>();
  return {
    get size() {
      return accepted.size;
    },
    accept(address, limit) {
      if (limit < 0) return true;
      const client = canonicalAddress(address);
      if (accepted.size > limit)
        for (const last of [...accepted].slice(limit)) accepted.delete(last);
      if (accepted.has(client)) return true;
      if (accepted.size >= limit) return false;
      accepted.add(client);
      return true;
    },
    reset() {
      accepted.clear();
    },
  };
}
