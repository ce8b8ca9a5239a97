import { pause } from '../pause.ts';
import type { Client, Load } from './client.ts';
import { open } from './raw.ts';

const REQUEST = [
  'GET /v1/stream HTTP/1.1',
  'Host: localhost',
  'Accept: text/event-stream',
  '\r\n',
].join('\r\n');

/** Milliseconds within which a stream begins. */
const PATIENCE_MS = 5000;

/** Subscribers of the stream of events, who come and go. One in four reads nothing but the beginning. */
export const streams: Load = async (client) => {
  const { draw, tally, signal } = client;
  while (!signal.aborted) {
    const reads = draw.fraction() < 0.75;
    const wrong = await subscribe(client, reads).catch(String);
    tally.judge(`stream, ${reads ? 'read' : 'not read'}`, wrong);
    await pause(draw.between(100, 2000), signal);
  }
};

async function subscribe(
  { mock, draw, signal }: Client,
  reads: boolean,
): Promise<string | undefined> {
  const socket = await open(mock.controlPort);
  const began = AbortSignal.timeout(PATIENCE_MS);
  let begin = '';
  const isReady = (): boolean => /^HTTP\/1\.1 200 [\s\S]*event: ready/.test(begin);
  socket.setEncoding('utf8').on('data', (text: string) => {
    if (!isReady()) begin += text;
    if (isReady() && !reads) socket.pause();
  });
  socket.write(REQUEST);
  while (!isReady() && !began.aborted && !socket.closed) await pause(20, began);
  await pause(draw.between(1000, 8000), signal);
  socket.destroy();
  return isReady() ? undefined : `it began with ${JSON.stringify(begin.slice(0, 100))}`;
}
