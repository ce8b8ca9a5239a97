import { pathForShown } from './shown-instance.ts';

/** A refusal of the control plane: a problem as RFC 9457 has it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** The field that is wrong. */
  readonly field: string | undefined;

  constructor(status: number, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}

/** Where the token is kept while the tab is open, so that a reload of the page does not ask for it again. */
const TOKEN_KEY = 'control-token';

/** Remembers the token of the control plane. */
export function keepToken(token: string): void {
  sessionStorage.setItem(TOKEN_KEY, token);
}

/** Reads JSON. Throws {@link Refusal}. */
export async function read<Answer>(path: string): Promise<Answer> {
  const response = await ask('GET', path);
  return response.json();
}

/** Sends an operation with its body, if it has one. Throws {@link Refusal}. */
export async function send(method: string, path: string, body?: unknown): Promise<void> {
  await ask(method, path, body);
}

/** Opens a stream. Throws {@link Refusal}. */
export async function open(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await ask('GET', path);
  if (body === null) throw new Error('The stream is empty.');
  return body;
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const token = sessionStorage.getItem(TOKEN_KEY);
  const response = await fetch(pathForShown(path), {
    method,
    cache: 'no-store',
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const { status, statusText } = response;
  const problem = await response.json().catch(() => ({}));
  return new Refusal(status, problem.detail ?? `${status} ${statusText}`, problem.field);
}
