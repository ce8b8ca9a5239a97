import { OURS } from '../config-file.ts';
import { pause } from '../pause.ts';
import type { Client, Load } from './client.ts';
import { get } from './client.ts';

/** Longer than a watched file takes to be read. */
const PATIENCE_MS = 15_000;
/** Time in which a broken file is looked at, too. */
const BROKEN_MS = 1500;

/** Changes the file of the mock, and sees each change served. Some files are broken: then the one before goes on to be served. */
export const reloads: Load = async (client) => {
  const { draw, signal } = client;
  for (let generation = 1; !signal.aborted; ) {
    if (draw.fraction() < 0.2) await reloadBroken(client, generation);
    else await reload(client, ++generation);
    await pause(draw.between(1000, 4000), signal);
  }
};

async function reload(client: Client, generation: number): Promise<void> {
  const { mock, world, tally, signal } = client;
  world.generation.may(generation);
  mock.config.write(generation);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if ((await served(client)) === String(generation)) {
      world.generation.settle(generation);
      tally.count('reload');
      return;
    }
    if (signal.aborted) return;
    await pause(50, signal);
  }
  tally.judge('reload', `generation ${generation} is not served after ${PATIENCE_MS} ms`);
}

async function reloadBroken(client: Client, generation: number): Promise<void> {
  const { mock, tally, signal } = client;
  mock.config.writeBroken(generation + 1);
  await pause(BROKEN_MS, signal);
  const now = await served(client);
  const isKept = now === undefined || now === String(generation);
  tally.judge('reload of a broken file', isKept ? undefined : `generation ${now} is served`);
}

/** The generation that is served; `undefined` while requests need a token and there is none. */
async function served(client: Client): Promise<string | undefined> {
  const token = client.world.tokens.current?.value;
  const { status, body } = await get(client, `${OURS}/generation`, token);
  return status === 200 ? body : undefined;
}
