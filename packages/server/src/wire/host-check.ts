import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import type { Log } from '../log/log.ts';
import { throttle } from '../log/throttle.ts';
import type { Counters } from './stats.ts';

/**
 * Whether requests are refused whose `Host` is a name of the public DNS, since they may come from a web page that was
 * rebound to this server: always, never, or `auto`: on a server that listens on loopback addresses alone.
 *
 * @public
 */
export type HostCheckMode = 'auto' | 'on' | 'off';

/** Decides by its `Host` header whether a request is answered. */
export interface HostCheck {
  /** Whether a request with that header is answered. Counts and logs those that are not. */
  accepts(header: string | undefined): boolean;
  /** Takes notice of where the server listens. The name that was configured for it is accepted. */
  listensOn(hostname: string, addresses: readonly AddressInfo[]): void;
}

/** What a check of hosts is made from. */
export interface HostCheckOptions {
  readonly mode: HostCheckMode;
  /** Names that are accepted in any case. */
  readonly allowedHosts: readonly string[];
  readonly counters: Counters;
  /** Where refusals are logged; nowhere if absent. */
  readonly log: Log | undefined;
  /** One sentence for the log: what to do so that a host is answered. */
  readonly advice: string;
}

export function createHostCheck(options: HostCheckOptions): HostCheck {
  const { mode, allowedHosts, counters, log, advice } = options;
  const allowed = new Set(allowedHosts.map(normalizeName));
  let isActive = mode === 'on';
  let last = '';
  // Nearly every request has the same.
  let accepted: string | undefined;
  const report = throttle(() => {
    log?.message(
      `Warning: requests for the host "${last}" are refused, as a web page may send them by DNS rebinding. ${advice} Refused so far: ${counters.refusedHosts}.`,
    );
  });
  return {
    accepts(header) {
      if (!isActive || header === undefined || header === accepted) return true;
      const name = normalizeName(header.replace(/:\d*$/, ''));
      if (!isPublicName(name) || allowed.has(name)) {
        accepted = header;
        return true;
      }
      counters.refusedHosts++;
      last = name.slice(0, LONGEST_NAME);
      report();
      return false;
    },
    listensOn(hostname, addresses) {
      allowed.add(normalizeName(hostname));
      if (mode === 'auto') isActive = addresses.every(isLoopback);
    },
  };
}

function normalizeName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}

/** What DNS allows. */
const LONGEST_NAME = 253;

/** Top-level domains that the public DNS never holds: by RFC 6761, and since July 2024 `internal` by ICANN. */
const PRIVATE_DOMAIN = /\.(?:internal|localhost|test)$/;

/** Not a name but an address, in any form that clients send: `127.1` and `0x7f000001` too. */
const NUMBER = /(?:^|\.)(?:\d+|0x[\da-f]*)$/;

/** Whether a name may stand in the public DNS, where its owner can point it anywhere. */
function isPublicName(name: string): boolean {
  if (name.startsWith('[') || isIP(name) !== 0 || NUMBER.test(name)) return false;
  return name.includes('.') && !PRIVATE_DOMAIN.test(name);
}

function isLoopback({ address }: AddressInfo): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
