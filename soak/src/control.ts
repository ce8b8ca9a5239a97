/** What the control plane answered. */
export interface Controlled {
  readonly status: number;
  readonly body: string;
}

/** Sends a request to a control plane. */
export async function control(
  port: number,
  method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<Controlled> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    // One that is kept would be among the descriptors that are counted at the end.
    headers: {
      connection: 'close',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: answer.status, body: await answer.text() };
}
