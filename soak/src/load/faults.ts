import { OURS } from '../config-file.ts';
import { control } from '../control.ts';
import type { Client } from './client.ts';
import { open, readToEnd, requestBytes } from './raw.ts';
import type { Step } from './step.ts';

/** A fault, and what a client sees of it. */
interface Effect {
  readonly fault: Readonly<Record<string, unknown>>;
  /** Whether this came back, in so many milliseconds. */
  readonly holds: (text: string, ms: number) => boolean;
  /** Milliseconds after which clients leave. */
  readonly patienceMs?: number;
}

const PATH = `${OURS}/faulty`;
const WHOLE = 'whole';
/** Milliseconds that a client waits for an answer that never comes, and for another one. */
const HANG_MS = 300;
const PATIENCE_MS = 5000;
/** Milliseconds that a timer may be early. */
const INEXACT_MS = 5;

const EFFECTS: Readonly<Record<string, Effect>> = {
  status: { fault: { status: 503 }, holds: (text) => text.startsWith('HTTP/1.1 503 ') },
  latency: {
    fault: { latency: '200ms' },
    holds: (text, ms) => isWhole(text) && ms > 200 - INEXACT_MS,
  },
  hang: {
    fault: { hang: true },
    holds: (text, ms) => text === '' && ms > HANG_MS - INEXACT_MS,
    patienceMs: HANG_MS,
  },
  reset: { fault: { reset: true }, holds: (text) => text === '' },
  close: { fault: { close: true }, holds: (text) => text === '' },
  truncate: {
    fault: { truncate: 2 },
    holds: (text) => text.startsWith('HTTP/1.1 200 ') && text.endsWith('\r\n\r\nwh'),
  },
};

/** Each fault: it is added to a path of its own, strikes several clients, and is removed; then the path is whole again. */
export const FAULT_STEPS: readonly Step[] = Object.entries(EFFECTS).map(([name, effect]) => ({
  name: `fault ${name}`,
  run: (client) => strike(client, name, effect),
}));

async function strike(
  { mock, draw }: Client,
  kind: string,
  { fault, holds, patienceMs }: Effect,
): Promise<string | undefined> {
  // Another name each time, of which nothing may stay.
  const name = `${kind}-${draw.between(1, 1e9)}`;
  await control(mock.controlPort, 'POST', '/v1/faults', { name, path: PATH, ...fault });
  const struck = await Promise.all(Array.from({ length: 4 }, () => look(mock.port, patienceMs)));
  await control(mock.controlPort, 'DELETE', `/v1/faults/${name}`);
  const wrong = struck.find(([text, ms]) => !holds(text, ms));
  if (wrong !== undefined) return `${name}: ${JSON.stringify(wrong)}`;
  const [after] = await look(mock.port);
  return isWhole(after) ? undefined : `${name} was removed, and ${JSON.stringify(after)} came`;
}

function isWhole(text: string): boolean {
  return text.startsWith('HTTP/1.1 200 ') && text.endsWith(`\r\n\r\n${WHOLE}`);
}

/** What comes back on a connection of its own, and after how many milliseconds. */
async function look(port: number, patienceMs = PATIENCE_MS): Promise<[text: string, ms: number]> {
  const began = performance.now();
  const socket = await open(port);
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  socket.write(requestBytes(PATH, 'close'));
  const text = await readToEnd(socket);
  clearTimeout(timer);
  return [text, performance.now() - began];
}
