import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Milliseconds that the answers took since the last look. */
interface Seen {
  readonly mock: readonly number[];
  readonly bare: readonly number[];
}

/** Steady requests from a thread of their own, which the rest of the load does not hold up. */
export interface Probe {
  take(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Asks a mock and, in turn, bare `node:http`. */
export function startProbe(mockPort: number, barePort: number): Probe {
  const file = new URL('probe-thread.ts', import.meta.url);
  const thread = new Worker(file, { workerData: [mockPort, barePort] });
  return {
    async take() {
      thread.postMessage('take');
      const [[mock, bare]] = await once(thread, 'message');
      return { mock, bare };
    },
    async stop() {
      await thread.terminate();
    },
  };
}
