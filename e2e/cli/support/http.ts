import type { Agent, IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { connect } from 'node:net';

export interface RequestOptions {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** The address the request comes from: 127.0.0.2, say. */
  readonly from?: string;
  readonly agent?: Agent | false;
}

export interface Answer {
  readonly status: number;
  /** The content type, without parameters. */
  readonly type: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request with its path as it is: nothing is normalised on the way. */
export function send({
  from,
  ...options
}: RequestOptions & {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, ...(from !== undefined && { localAddress: from }) });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode = 0, headers } = response;
        const type = (headers['content-type'] ?? '').replace(/;.*$/, '');
        resolve({ status: statusCode, type, headers, body });
      });
    });
    sent.end();
  });
}

/** Sends bytes and reads until the other side hangs up. */
export function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
    });
    socket.once('close', () => resolve(received));
    socket.once('error', reject);
  });
}
