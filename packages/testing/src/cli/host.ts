import { isIPv6 } from 'node:net';

/** A flag that names a host, in each form: `--hostname ::1`, `-n=::1`. */
const FLAG = /(?:^| )(?:--hostname|-n)[ =](\S+)/;

/** Reached by way of loopback. */
const EVERYWHERE: readonly string[] = ['', '0.0.0.0', '::'];

/** Where a mock that is started with these arguments and variables is reached, as the host of a URL. */
export function hostOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string {
  const named = FLAG.exec(args.join(' '))?.[1] ?? env.AEMM_SERVER_HOSTNAME ?? '';
  const host = named.replace(/^\[(.*)\]$/, '$1');
  if (EVERYWHERE.includes(host)) return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}
