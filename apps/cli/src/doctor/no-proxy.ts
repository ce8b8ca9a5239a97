import { BlockList, isIP } from 'node:net';

/**
 * Whether a list of exceptions, as `NO_PROXY` has it, covers a host: by its name or address, by a domain that it is
 * below, by a network, or by `*`.
 */
export function isExempt(host: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => covers(entry.toLowerCase(), host.toLowerCase()));
}

function covers(entry: string, host: string): boolean {
  if (entry === '*') return true;
  const bare = entry.replace(/^\[(.*)\]$/, '$1');
  if (bare === host) return true;
  if (isIP(host) === 0) return host.endsWith(`.${entry.replace(/^\*?\./, '')}`);
  return isInNetwork(host, entry);
}

function isInNetwork(host: string, entry: string): boolean {
  const [network = '', bits] = entry.split('/');
  const family = isIP(network);
  if (family === 0 || bits === undefined || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}
