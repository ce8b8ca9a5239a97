import { bundledCategories } from '@aemm/core';
import { createManualClock, createSeededRandom } from '@aemm/core/testing';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import type { Mock } from '@aemm/server';
import { createLog, createMock } from '@aemm/server';
import { TOKEN } from './secrets.ts';

export const categories = [...bundledCategories, spot, events, asgLifecycle];

/** A mock whose control plane listens. */
export interface Driven {
  readonly mock: Mock;
  readonly port: number;
  readonly controlPort: number;
  /** What was logged since the last call. */
  takeLog(): string;
}

/** Starts a mock whose time stands still until it is moved. */
export async function drive(): Promise<Driven> {
  const decoder = new TextDecoder();
  let logged = '';
  const clock = createManualClock();
  const mock = createMock({
    spec: { categories },
    clock,
    frozenAt: clock.now(),
    random: createSeededRandom(),
    log: createLog({
      format: 'text',
      clock,
      sink: (bytes, done) => {
        logged += decoder.decode(bytes);
        done();
      },
    }),
  });
  const at = { host: '127.0.0.1', port: 0 };
  const { port } = await mock.listen(at);
  const { port: controlPort } = await mock.listenControl({ ...at, token: TOKEN });
  return {
    mock,
    port,
    controlPort,
    takeLog() {
      const text = logged;
      logged = '';
      return text;
    },
  };
}

/** Everything that an operation can change, as text. */
export function stateOf({ mock: { control } }: Driven): string {
  const { imds, clock, faults, scenario } = control;
  const { instance, metadataOptions } = imds.snapshot;
  return JSON.stringify({
    now: clock.now(),
    mode: clock.mode,
    instance,
    metadataOptions,
    changes: imds.changes,
    faults: faults.list(),
    playing: scenario.playing,
    requests: control.requests().map(({ id: _, ...facts }) => facts),
  });
}
