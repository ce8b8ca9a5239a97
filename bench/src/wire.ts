import type { Agent } from 'node:http';
import { request } from 'node:http';

/** A request, as every load generator can send it. */
export interface Ask {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface Reply {
  readonly status: number;
  /** Names and values in turn, as they were sent. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** A leaf that every instance metadata service has. */
export const PROBE: Ask = { method: 'GET', path: '/latest/meta-data/instance-id', headers: {} };

/** A request for a session token of the longest life. */
export const TOKEN_REQUEST: Ask = {
  method: 'PUT',
  path: '/latest/api/token',
  headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' },
};

/** The header that carries a session token. */
export const TOKEN_HEADER = 'X-aws-ec2-metadata-token';

/** Sends a request, on a connection of its own if there is no agent. */
export function ask(
  port: number,
  { method, path, headers, body: sentBody }: Ask,
  agent: Agent | false = false,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent, timeout: 5000 };
    const sent = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.rawHeaders, body });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer within 5 s')));
    sent.on('error', reject);
    sent.end(sentBody);
  });
}
