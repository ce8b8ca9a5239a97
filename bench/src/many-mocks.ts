import { startMock } from '@aemm/mock';
import { spot } from '@aemm/plugin-spot/category';

/** Starts mocks side by side in this process and closes them again, and prints what that takes. */
const count = Number(process.argv[2]);
const startOne = (name: string) =>
  startMock({ categories: [spot], instance: { tags: { Name: name } } });

/** Bytes of heap, without garbage. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

await (await startOne('first')).close();
const before = heap();
const began = performance.now();
const mocks = await Promise.all(Array.from({ length: count }, (_, n) => startOne(`web-${n}`)));
const ms = performance.now() - began;
for (const [n, { url }] of mocks.entries()) {
  const path = '/latest/meta-data/tags/instance/Name';
  const answer = await fetch(new URL(path, url), { headers: { connection: 'close' } });
  if ((await answer.text()) !== `web-${n}`) throw new Error('A mock answers for another one.');
}
const open = heap();
await Promise.all(mocks.splice(0).map((mock) => mock.close()));
// The sockets of the clients close after the mocks.
await new Promise((resolve) => setTimeout(resolve, 500));
process.stdout.write(JSON.stringify({ ms, open: open - before, closed: heap() - before }));
