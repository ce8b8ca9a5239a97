import type { Operation, Value } from '@aemm/core';
import { isFields, takesQuery } from '@aemm/core';

/** Where a control plane is, and what it asks for. */
export interface ControlPlace {
  readonly url: string;
  readonly token: string | undefined;
  /** The instance of its fleet that is meant, by its id or what it matches; absent: the plain one. */
  readonly instance?: string;
  /** The instances of its fleet that are meant: `share=0.1`; absent: the plain one. */
  readonly selection?: readonly string[];
}

/** The control plane could not be reached, or refused: the message is one line for people. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** Long enough for a mock that is busy, short enough for a person. */
const PATIENCE_MS = 10_000;

/** Asks a control plane for an operation. Throws {@link ControlError}. */
export async function callControl(
  operation: Operation,
  input: Readonly<Record<string, Value>>,
  place: ControlPlace,
): Promise<Value | undefined> {
  const { path, others } = fillPath(operation.path, input);
  const target = targetOf(path, place);
  const { method, body: whole } = operation;
  const body = whole === undefined ? others : (others[whole] ?? {});
  const { ok, status, text } = takesQuery(operation)
    ? await send(
        `${target.path}${queryOf([...target.query, ...entriesOf(others)])}`,
        method,
        undefined,
        place,
      )
    : await send(`${target.path}${queryOf(target.query)}`, method, body, place);
  const answer = text === '' ? undefined : readJson(text);
  if (ok && (text === '' || answer !== undefined)) return answer;
  const detail = isFields(answer) ? answer.detail : undefined;
  throw typeof detail === 'string'
    ? new ControlError(detail)
    : noControlPlane(place.url, `status ${status}`);
}

/** The error for another program that answers. */
export function noControlPlane(url: string, sign: string): ControlError {
  return new ControlError(
    `What answers at ${url} is not a control plane (${sign}). Name another one by --url or AEMM_CONTROL_URL.`,
  );
}

/** The value of a JSON text; `undefined` if it is none. */
function readJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function fillPath(path: string, input: Readonly<Record<string, Value>>) {
  const others = { ...input };
  const filled = path.replace(/\{(\w+)(\*?)\}/g, (_, name: string, rest: string) => {
    const value = String(others[name] ?? '');
    delete others[name];
    const parts = rest === '' ? [value] : value.replace(/^\/+/, '').split('/');
    return parts.map(encodeURIComponent).join('/');
  });
  return { path: filled, others };
}

type Entries = readonly (readonly [name: string, value: string])[];

/** Where the path of an operation is for the instances that are meant. */
function targetOf(path: string, { instance, selection }: ControlPlace) {
  const rest = path.replace(/^\/v1/, '');
  if (instance !== undefined) {
    return { path: `/v1/instances/${encodeURIComponent(instance)}${rest}`, query: [] };
  }
  if (selection === undefined) return { path, query: [] };
  const query = selection.map((text): [string, string] => {
    const end = text.indexOf('=');
    return [text.slice(0, end), text.slice(end + 1)];
  });
  return { path: `/v1/fleet${rest}`, query };
}

function entriesOf(input: Readonly<Record<string, Value>>): Entries {
  return Object.entries(input).map(([name, value]) => [name, String(value)]);
}

function queryOf(entries: Entries): string {
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries.map(([...entry]) => entry))}`;
}

/** The URL of a path of the control plane, which may itself be below a path. */
function urlOf(path: string, url: string): URL {
  const base = new URL(url);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return new URL(`.${path}`, base);
}

async function send(path: string, method: string, body: unknown, { url, token }: ControlPlace) {
  try {
    const answer = await fetch(urlOf(path, url), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { ok: answer.ok, status: answer.status, text: await answer.text() };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    const reason = cause?.code ?? cause?.message ?? message;
    throw new ControlError(
      `No control plane answers at ${url} (${reason}). Start a mock with --control, or name another one by --url or AEMM_CONTROL_URL.`,
    );
  }
}
