import { pause } from '../pause.ts';
import type { Client, Load } from './client.ts';
import { open } from './raw.ts';

const REQUEST = [
  'GET /v1/stream HTTP/1.1',
  'Host: localhost',
  'Accept: text/event-stream',
  '\r\n',
].join('\r\n');

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
  let begin = '';
  let bytes = 0;
  socket.setEncoding('utf8').on('data', (text: string) => {
    if (bytes === 0 && !reads) socket.pause();
    begin = (begin + text).slice(0, 1000);
    bytes += text.length;
  });
  socket.write(REQUEST);
  await pause(draw.between(1000, 8000), signal);
  socket.destroy();
  return /^HTTP\/1\.1 200 [\s\S]*event: ready/.test(begin) || signal.aborted
    ? undefined
    : `it began with ${JSON.stringify(begin.slice(0, 100))}`;
}
