import { runTool } from '../exec/namespace/run-tool.ts';

/** Where the packets for an address go. */
export type Route =
  /** To this machine itself, by this interface. */
  | { readonly kind: 'local'; readonly device: string }
  /** Away from it. */
  | { readonly kind: 'away'; readonly device: string; readonly gateway: string | undefined }
  /** Nowhere. */
  | { readonly kind: 'none' };

/**
 * Looks up the route to an address in the routing table of Linux. Nothing is sent.
 *
 * @returns `undefined` if the table cannot be read
 */
export async function lookUpRoute(address: string): Promise<Route | undefined> {
  const { status, isMissing, stdout } = await runTool('ip', 'route', 'get', address);
  if (isMissing) return undefined;
  return status === 0 ? parseRoute(stdout) : { kind: 'none' };
}

const ROUTE =
  /^(?<type>local |unreachable )?\S+(?: from \S+)?(?: via (?<gateway>\S+))? dev (?<device>\S+)/;

/** Reads what `ip route get` prints. */
export function parseRoute(text: string): Route | undefined {
  const { type, gateway, device } = ROUTE.exec(text)?.groups ?? {};
  if (device === undefined) return undefined;
  if (type === 'unreachable ') return { kind: 'none' };
  return type === 'local ' ? { kind: 'local', device } : { kind: 'away', device, gateway };
}
