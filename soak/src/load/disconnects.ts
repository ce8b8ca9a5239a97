import { USER_DATA } from '../config-file.ts';
import { paced } from '../paced.ts';
import { pause } from '../pause.ts';
import type { Client, Load } from './client.ts';
import { open, readToEnd, requestBytes } from './raw.ts';

const LEAF = '/latest/meta-data/instance-id';
const LARGE = '/latest/user-data';

/** A way in which a client leaves. */
interface Leaving {
  readonly name: string;
  readonly weight: number;
  /** Comes and leaves; returns what is wrong, if anything is. */
  readonly run: (client: Client) => Promise<string | undefined>;
}

const WAYS: readonly Leaving[] = [
  { name: 'amid the head', weight: 4, run: leaveAmidHead },
  { name: 'before the answer', weight: 4, run: leaveBeforeAnswer },
  { name: 'amid the answer', weight: 4, run: leaveAmidAnswer },
  { name: 'after half-closing', weight: 4, run: halfClose },
  { name: 'after idling', weight: 1, run: idle },
];

/** Clients that leave when they should not, or stay without asking anything. */
export const disconnects: Load = async (client) => {
  const { draw, tally, signal } = client;
  await paced({ rate: 20, atOnce: 40, signal }, async () => {
    const { name, run } = draw.pick(WAYS);
    tally.judge(`client left ${name}`, await run(client).catch(String));
  });
};

async function leaveAmidHead({ mock, draw, signal }: Client): Promise<undefined> {
  const socket = await open(mock.port);
  const bytes = requestBytes(LEAF, 'keep-alive');
  socket.write(bytes.slice(0, draw.between(1, bytes.length - 1)));
  await pause(draw.between(0, 500), signal);
  socket.destroy();
}

async function leaveBeforeAnswer({ mock }: Client): Promise<undefined> {
  const socket = await open(mock.port);
  await new Promise((resolve) => socket.write(requestBytes(LARGE, 'keep-alive'), resolve));
  socket.resetAndDestroy();
}

async function leaveAmidAnswer({ mock }: Client): Promise<undefined> {
  const socket = await open(mock.port);
  socket.once('data', () => socket.resetAndDestroy());
  socket.write(requestBytes(LARGE, 'keep-alive').repeat(20));
  await new Promise((resolve) => socket.once('close', resolve));
}

async function halfClose({ mock, world }: Client): Promise<string | undefined> {
  const socket = await open(mock.port);
  const at = performance.now();
  socket.end(requestBytes(LARGE, 'keep-alive'));
  const text = await readToEnd(socket);
  if (text.startsWith('HTTP/1.1 200 ') && text.endsWith(USER_DATA)) return undefined;
  const isRefused = text.startsWith('HTTP/1.1 401 ') && world.tokensRequired.since(at).has(true);
  return isRefused ? undefined : `${text.length} bytes: ${JSON.stringify(text.slice(0, 60))}`;
}

/** Keeps a connection, and asks once after that: its connection is open still. */
async function idle({ mock, draw, signal }: Client): Promise<string | undefined> {
  const socket = await open(mock.port);
  await pause(draw.between(1000, 20_000), signal);
  socket.write(requestBytes(LEAF, 'close'));
  const text = await readToEnd(socket);
  return /^HTTP\/1\.1 (200|401) /.test(text) ? undefined : JSON.stringify(text.slice(0, 60));
}
