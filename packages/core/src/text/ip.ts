/** A block of addresses in CIDR notation: `10.0.0.0/16`, `2001:db8::/32`. */
export interface Cidr {
  readonly address: bigint;
  /** How many bits of an address name the network. */
  readonly prefix: number;
  /** How many bits an address has: 32 or 128. */
  readonly bits: 32 | 128;
}

/** Reads an address; `undefined` if the text is none. */
export function parseAddress(text: string): Cidr | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Reads a block; `undefined` if the text is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  const parsed = parseAddress(address);
  const prefix = Number(length);
  if (parsed === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  return prefix <= parsed.bits ? { ...parsed, prefix } : undefined;
}

/** Whether an address, or a whole block, lies within a block. */
export function contains(block: Cidr, other: Cidr): boolean {
  if (block.bits !== other.bits || other.prefix < block.prefix) return false;
  return networkOf(block) === networkOf({ ...other, prefix: block.prefix });
}

/** The block of a length that an IPv4 address lies in: `10.0.1.0/24`. */
export function ipv4Block(address: string, prefix: number): string {
  const network = networkOf({ ...readIpv4(address), prefix });
  return `${formatIpv4(network << BigInt(32 - prefix))}/${prefix}`;
}

/**
 * The smallest block of some lengths that all of some IPv4 addresses and blocks lie in; `undefined` if none does.
 *
 * @param longest - the length of the smallest block
 * @param shortest - the length of the greatest one
 */
export function ipv4Around(
  inner: readonly string[],
  longest: number,
  shortest: number,
): string | undefined {
  const [first = '', ...others] = inner.map((each) => each.split('/')[0] ?? '');
  for (let prefix = longest; prefix >= shortest; prefix -= 1) {
    const block = ipv4Block(first, prefix);
    if (others.every((other) => ipv4Block(other, prefix) === block)) return block;
  }
  return undefined;
}

/** The block of a length that an IPv6 address lies in: `2001:db8:1:1::/64`. */
export function ipv6Block(address: string, prefix: number): string {
  const { address: whole } = parseAddress(address) ?? { address: 0n };
  const rest = BigInt(128 - prefix);
  return `${formatIpv6((whole >> rest) << rest)}/${prefix}`;
}

/** An IPv6 address in its one short form: `2001:db8::1`. */
export function canonicalIpv6(text: string): string {
  const parsed = parseIpv6(text);
  return parsed === undefined ? text : formatIpv6(parsed.address);
}

/** How many addresses a block of IPv4 has. */
export function ipv4Size(cidr: string): number {
  return 2 ** (32 - (parseCidr(cidr)?.prefix ?? 32));
}

/** The IPv4 address some places after the first one of a block. */
export function ipv4At(cidr: string, index: number): string {
  const [address = ''] = cidr.split('/');
  return formatIpv4(readIpv4(address).address + BigInt(index));
}

/** One text a client: without zone, and IPv4 as IPv4 where a dual-stack socket shows it mapped into IPv6. */
export function canonicalAddress(address: string): string {
  if (!address.includes(':')) return address;
  return address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

function networkOf({ address, prefix, bits }: Cidr): bigint {
  return address >> BigInt(bits - prefix);
}

function readIpv4(text: string): Cidr {
  return parseIpv4(text) ?? { address: 0n, prefix: 32, bits: 32 };
}

function parseIpv4(text: string): Cidr | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  const address = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { address, prefix: 32, bits: 32 };
}

function parseIpv6(text: string): Cidr | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map(groupsOf);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  const address = groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
  return { address, prefix: 128, bits: 128 };
}

function groupsOf(half: string): string[] {
  return half === '' ? [] : half.split(':');
}

/** As RFC 5952 has it: the first of the longest runs of zeros is left out. */
function formatIpv6(address: bigint): string {
  const shifts = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n];
  const text = shifts.map((shift) => ((address >> shift) & 65535n).toString(16)).join(':');
  const runs = text.match(/\b0(?::0)+\b/g) ?? [];
  const [longest] = runs.sort((one, other) => other.length - one.length);
  if (longest === undefined) return text;
  const at = text.search(new RegExp(`\\b${longest}\\b`));
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}

function formatIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}
