import type { Operation, Value } from '@aemm/core';
import { takesQuery } from '@aemm/core';

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
  const answer = takesQuery(operation)
    ? await send(
        `${target.path}${queryOf([...target.query, ...entriesOf(others)])}`,
        method,
        undefined,
        place,
      )
    : await send(`${target.path}${queryOf(target.query)}`, method, body, place);
  const text = await answer.text();
  if (!answer.ok) throw new ControlError(refusalOf(answer.status, text));
  return text === '' ? undefined : (JSON.parse(text) as Value);
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

async function send(path: string, method: string, body: unknown, { url, token }: ControlPlace) {
  try {
    return await fetch(new URL(path, url), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message: string };
    const reason = cause?.code ?? message;
    throw new ControlError(
      `No control plane answers at ${url} (${reason}). Start a mock with --control, or name another one by --url or AEMM_CONTROL_URL.`,
    );
  }
}

function refusalOf(status: number, text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: string };
    if (detail !== undefined) return detail;
  } catch {
    // Another program listens there.
  }
  return `The answer was ${status}, which is not that of a control plane.`;
}
