import { readFileSync } from 'node:fs';

export const RESOLV_CONF = '/etc/resolv.conf';

/** Whether names are resolved by a service on loopback alone, as systemd-resolved does: a namespace has another loopback. */
export function isResolverOnLoopback(text = readResolvConf()): boolean {
  const servers = [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address = '']) => address);
  return servers.length > 0 && servers.every((address) => /^(?:127\.|::1$)/.test(address));
}

function readResolvConf(): string {
  try {
    return readFileSync(RESOLV_CONF, 'utf8');
  } catch {
    return '';
  }
}
