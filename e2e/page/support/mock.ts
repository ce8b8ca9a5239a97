import type { FleetDescription } from '@aemm/core';
import { bundledCategories } from '@aemm/core';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import type { Mock } from '@aemm/server';
import { createMock } from '@aemm/server';

/** When its clock stands still. */
export const NOW = '2030-01-01T09:30:00.000Z';

/** A mock that the page watches. */
export interface Watched {
  readonly mock: Mock;
  /** Where it serves metadata. */
  readonly url: string;
  /** Where its page is. */
  readonly pageUrl: string;
  readonly pagePort: number;
}

/** How the mock differs from one whose control plane has a free port and no token. */
export interface WatchedOptions {
  readonly port?: number;
  readonly token?: string;
  readonly fleet?: FleetDescription;
  readonly speed?: number;
}

/** Starts a mock whose clock stands still, with a spot interruption and an event two minutes ahead. */
export async function startWatched({
  port = 0,
  token,
  fleet,
  speed = 1,
}: WatchedOptions = {}): Promise<Watched> {
  const mock = createMock({
    speed,
    ...(fleet && { fleet }),
    spec: {
      categories: [...bundledCategories, spot, events, asgLifecycle],
      timing: { delaySec: 120 },
    },
    frozenAt: Date.parse(NOW),
  });
  const host = '127.0.0.1';
  const { url } = await mock.listen({ host, port: 0 });
  const control = await mock.listenControl({ host, port, ...(token !== undefined && { token }) });
  return { mock, url, pageUrl: control.url, pagePort: control.port };
}
