import { lookup } from 'node:dns/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { isLinkLocal } from './link-local-network.ts';
import { hostOf } from './target.ts';

/** What became of a request. */
export type Asked =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
    }
  | { readonly kind: 'failure'; readonly code: string }
  /** The host is, or has, a link-local address: nothing was sent. */
  | { readonly kind: 'link-local' };

const PATIENCE_MS = 2000;
/** Enough to see what answers. */
const MAX_BYTES = 4096;

/** Sends a request to a service, unless its address is one that a real instance would answer at. */
export async function ask(
  url: URL,
  method: 'GET' | 'PUT',
  headers: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  try {
    const { address } = await lookup(hostOf(url), { order: 'ipv4first' });
    if (isLinkLocal(address)) return { kind: 'link-local' };
    return await exchange(url, address, method, headers);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'failure', code: code ?? message };
  }
}

/** To the address that was looked up, since a second look-up may find another one. */
function exchange(
  url: URL,
  address: string,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<Asked> {
  const { port, pathname, host } = url;
  return new Promise((resolve, reject) => {
    const sent = request({
      host: address,
      port: port || 80,
      path: pathname,
      method,
      headers: { host, ...headers },
      agent: false,
      timeout: PATIENCE_MS,
    });
    sent.once('timeout', () => sent.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    sent.once('error', reject);
    sent.once('response', (response) => {
      let body = '';
      const finish = (): void => {
        const { statusCode: status = 0, headers: received } = response;
        resolve({ kind: 'answer', status, headers: received, body });
        sent.destroy();
      };
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
        if (body.length > MAX_BYTES) finish();
      });
      response.once('end', finish);
      response.once('error', reject);
    });
    sent.end();
  });
}
