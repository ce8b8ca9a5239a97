import type { Cidr } from './ip.ts';
import { canonicalAddress, parseAddress, parseCidr } from './ip.ts';

/** Values by address or network, found by an address within. The narrowest network that contains it decides. */
export interface NetworkMap<T> {
  /** Adds a value under an address or a network, and returns the one that is there already; it stays. */
  add(network: string, value: T): T | undefined;
  /** The value for an address; `undefined`: none. How many there are does not matter. */
  find(address: string): T | undefined;
}

/** An address or a network as text; `undefined` if it is neither. */
export function parseNetwork(text: string): Cidr | undefined {
  return parseCidr(text) ?? parseAddress(text);
}

/** Creates an empty map. */
export function createNetworkMap<T>(): NetworkMap<T> {
  // By the length of the network, the longest first.
  let lengths: {
    readonly bits: number;
    readonly prefix: number;
    readonly byKey: Map<bigint, T>;
  }[] = [];

  const lengthOf = ({ bits, prefix }: Cidr) => {
    const known = lengths.find((each) => each.bits === bits && each.prefix === prefix);
    if (known !== undefined) return known;
    const made = { bits, prefix, byKey: new Map<bigint, T>() };
    lengths = [...lengths, made].toSorted((one, other) => other.prefix - one.prefix);
    return made;
  };

  return {
    add(network, value) {
      const parsed = parseNetwork(network);
      if (parsed === undefined) throw new TypeError(`"${network}" is not an address or a network.`);
      const { byKey } = lengthOf(parsed);
      const key = keyOf(parsed, parsed.prefix);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, value);
      return known;
    },
    find(address) {
      const parsed = parseAddress(canonicalAddress(address));
      if (parsed === undefined) return undefined;
      for (const { bits, prefix, byKey } of lengths) {
        if (bits !== parsed.bits) continue;
        const found = byKey.get(keyOf(parsed, prefix));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** The bits of an address that name its network. */
function keyOf({ address, bits }: Cidr, prefix: number): bigint {
  return address >> BigInt(bits - prefix);
}
