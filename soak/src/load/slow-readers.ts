import { pause } from '../pause.ts';
import type { Client, Load } from './client.ts';
import { open, readToEnd, requestBytes } from './raw.ts';

/** Requests that are sent at once, whose answers are more than the buffers of the system hold. */
const REQUESTS = 300;

/** A client that asks for far more than it reads, and reads it all later. */
export const slowReaders: Load = async (client) => {
  const { draw, tally, signal } = client;
  while (!signal.aborted) {
    tally.judge('slow reader', await readSlowly(client).catch(String));
    await pause(draw.between(500, 3000), signal);
  }
};

async function readSlowly({ mock, draw, signal }: Client): Promise<string | undefined> {
  const socket = await open(mock.port);
  const asked = requestBytes('/latest/user-data', 'keep-alive').repeat(REQUESTS - 1);
  socket.pause().write(`${asked}${requestBytes('/latest/user-data', 'close')}`);
  await pause(draw.between(500, 3000), signal);
  const text = await readToEnd(socket.resume());
  const answers = text.split(/HTTP\/1\.1 (?:200|401) /).length - 1;
  return answers === REQUESTS ? undefined : `${answers} answers to ${REQUESTS} requests`;
}

/** The reader of the log stops for a while, as a terminal does that scrolls back. */
export const slowLogReader: Load = async ({ mock, draw, tally, signal }) => {
  while (!signal.aborted) {
    await pause(draw.between(2000, 10_000), signal);
    mock.log.stop();
    await pause(draw.between(500, 15_000), signal);
    mock.log.goOn();
    tally.count('log reader: stopped');
  }
};
