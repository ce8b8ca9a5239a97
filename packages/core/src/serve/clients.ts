/**
 * The clients that notices were shown to, first come, first served. State of one mock, bounded by the limit itself.
 *
 * @public
 */
export interface Clients {
  /** How many there are. */
  readonly size: number;
  /** Whether a client may see notices, counting it in if there is room. A negative limit is none; a lower one forgets. */
  admit(address: string, limit: number): boolean;
  /** Forgets them all. */
  reset(): void;
}

/** Creates the list of clients, empty. */
export function createClients(): Clients {
  const admitted = new Set<string>();
  return {
    get size() {
      return admitted.size;
    },
    admit(address, limit) {
      if (limit < 0) return true;
      const client = canonicalAddress(address);
      if (admitted.size > limit)
        for (const last of [...admitted].slice(limit)) admitted.delete(last);
      if (admitted.has(client)) return true;
      if (admitted.size >= limit) return false;
      admitted.add(client);
      return true;
    },
    reset() {
      admitted.clear();
    },
  };
}

/** One text a client: without zone, and IPv4 as IPv4 where a dual-stack socket shows it mapped into IPv6. */
function canonicalAddress(address: string): string {
  return address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}
