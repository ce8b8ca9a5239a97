import { ListenError } from '../listen/errors.ts';
import { addressOf } from '../listen/open-port.ts';

/**
 * Why a control plane without a token may not listen on a host: others could reach it.
 *
 * @param token - what its clients have to send; `undefined`: nothing
 * @returns `AEMM_CONTROL_OPEN`; `undefined`: it may
 * @public
 */
export async function checkControlAccess(
  host: string,
  token: string | undefined,
): Promise<ListenError | undefined> {
  if (token !== undefined || (await isLoopback(host))) return undefined;
  return new ListenError(
    'AEMM_CONTROL_OPEN',
    `The control plane on ${host || 'all interfaces'} would be open to others. Set a token (--control-token or AEMM_CONTROL_TOKEN), or listen on 127.0.0.1 (--control-hostname).`,
  );
}

async function isLoopback(host: string): Promise<boolean> {
  if (host === '') return false;
  try {
    const address = await addressOf(host);
    return address === '::1' || address.startsWith('127.');
  } catch {
    // The attempt to listen explains it.
    return true;
  }
}
