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

/** How long an answer may take. */
const ANSWER_MS = 10_000;

const LATE = `The mock has not answered for ${ANSWER_MS / 1000} seconds. A browser has six connections to it: close other windows that show it.`;

/** Reads JSON. Throws {@link Refusal}. */
export function read<Answer>(path: string): Promise<Answer> {
  return ask('GET', path, { take: (response) => response.json() });
}

/** Sends an operation with its body, if it has one. Throws {@link Refusal}. */
export async function send(method: string, path: string, body?: unknown): Promise<void> {
  await ask(method, path, { body, take: (response) => response.text() });
}

/** Opens a stream, which the controller ends. Throws {@link Refusal}. */
export function open(
  path: string,
  ending: AbortController,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  return ask('GET', path, {
    ending,
    take({ body }) {
      if (body === null) throw new Error('The stream is empty.');
      return body;
    },
  });
}

/** What is sent, and what of the answer is taken, which has to be there in time. */
interface Question<Taken> {
  readonly body?: unknown;
  readonly ending?: AbortController;
  readonly take: (response: Response) => Taken | Promise<Taken>;
}

async function ask<Taken>(
  method: string,
  path: string,
  { body, ending = new AbortController(), take }: Question<Taken>,
): Promise<Taken> {
  const token = sessionStorage.getItem(TOKEN_KEY);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    ending.abort();
  }, ANSWER_MS);
  try {
    const response = await fetch(pathForShown(path), {
      method,
      cache: 'no-store',
      signal: ending.signal,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await refusalOf(response);
    return await take(response);
  } catch (error) {
    throw isLate ? new Refusal(0, LATE) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const { status, statusText } = response;
  const problem = await response.json().catch(() => ({}));
  return new Refusal(status, problem.detail ?? `${status} ${statusText}`, problem.field);
}
