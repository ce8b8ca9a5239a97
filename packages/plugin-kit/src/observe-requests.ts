import type { Mock } from '@aemm/server';

/**
 * A request that a mock has answered.
 *
 * @public
 */
export interface ObservedRequest {
  /** The method. */
  readonly method: string;
  /** The target as it was sent. */
  readonly target: string;
  /** Whether a session token came with it, good or not. */
  readonly hasToken: boolean;
  /** The status of the answer. */
  readonly status: number;
  /** What the client calls itself; `undefined` if it does not. */
  readonly userAgent: string | undefined;
}

const TOKEN_HEADER = 'x-aws-ec2-metadata-token';

/** Calls `observe` with each request of a mock that does not listen yet, once its answer has been sent. */
export function observeRequests(
  { server }: Pick<Mock, 'server'>,
  observe: (request: ObservedRequest) => void,
): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { method = '', url = '', headers } = request.raw;
    observe({
      method,
      target: url,
      hasToken: headers[TOKEN_HEADER] !== undefined,
      status: reply.raw.statusCode,
      userAgent: headers['user-agent'],
    });
    done();
  });
}
