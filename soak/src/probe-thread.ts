import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { ask, PROBE } from '@aemm/bench/wire';

/** Milliseconds from one pair of requests to the next. */
const EVERY_MS = 20;

/** Asks each of two servers in turn, steadily and on one connection, and hands over the times when it is asked for them. */
const ports = workerData as readonly number[];
const sent = { ...PROBE, headers: { Connection: 'keep-alive' } };
const servers = ports.map((port) => ({
  port,
  agent: new Agent({ keepAlive: true, maxSockets: 1 }),
  times: [] as number[],
}));

parentPort?.on('message', () => {
  parentPort?.postMessage(servers.map(({ times }) => times.splice(0)));
});

for (;;) {
  for (const { port, agent, times } of servers) {
    const asked = performance.now();
    // What is not answered is found by the rest of the load.
    await ask(port, sent, agent).then(
      () => times.push(performance.now() - asked),
      () => {},
    );
  }
  await sleep(EVERY_MS);
}
