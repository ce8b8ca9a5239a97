import { isIPv6 } from 'node:net';

/** A flag that names a host, with it or before it: `--hostname=::1`, `-n`. */
const FLAG = /^(?:--hostname|-n)(?:=(?<host>.*))?$/;

/** Reached by way of loopback. */
const EVERYWHERE: readonly string[] = ['', '0.0.0.0', '::'];

/** Where a mock that is started with these arguments and variables is reached, as the host of a URL. */
export function hostOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string {
  const named = flagged(args) ?? env.AEMM_SERVER_HOSTNAME ?? '';
  const host = named.replace(/^\[(.*)\]$/, '$1');
  if (EVERYWHERE.includes(host)) return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}

function flagged(args: readonly string[]): string | undefined {
  const index = args.findIndex((word) => FLAG.test(word));
  if (index === -1) return undefined;
  return FLAG.exec(args[index] ?? '')?.groups?.host ?? args[index + 1];
}
