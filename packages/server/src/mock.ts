import type {
  AnyCategory,
  ConfiguredScenario,
  Control,
  Fault,
  Fleet,
  FleetDescription,
  Imds,
  ImdsEvent,
  ImdsOptions,
  JournalOptions,
  Mac,
} from '@aemm/core';
import { createControl, createFleet, createMockClock } from '@aemm/core';
import type { FastifyInstance } from 'fastify';
import { listen } from './listen/listen.ts';
import { listenMore } from './listen/listen-more.ts';
import type { Listening, ListenOptions } from './listen/open-port.ts';
import type { StopOptions } from './listen/stop.ts';
import { stop } from './listen/stop.ts';
import { nodeMac } from './mac.ts';
import { nodeTimer } from './node-timer.ts';
import type { ListeningService, OpenService } from './services/open-services.ts';
import { openServices } from './services/open-services.ts';
import { createSteadyClock } from './steady-clock.ts';
import type { ServerOptions } from './wire/build-server.ts';
import { buildServer, partsOf } from './wire/build-server.ts';
import { fleetResponder } from './wire/fleet-responder.ts';
import type { ServerStats } from './wire/stats.ts';

/**
 * What a mock is made from: a simulated IMDS and its server.
 *
 * @public
 */
export interface MockOptions
  extends Omit<ImdsOptions, 'mac' | 'faults'>,
    Omit<ServerOptions, 'imds' | 'faults' | 'journal' | 'clock'> {
  /** Signs session tokens; {@link nodeMac} if absent. */
  readonly mac?: Mac;
  /** The configured faults. */
  readonly faults?: readonly Fault[];
  /** Many instances beside the plain one, which is that of `spec`. */
  readonly fleet?: FleetDescription | undefined;
  /** The scenario that it plays from its start on. */
  readonly scenario?: ConfiguredScenario | undefined;
  /** How many times as fast as real time its clock runs; 1 if absent. */
  readonly speed?: number;
  /** How many requests its journal keeps, and how many bytes they take; `false`: it only counts them. */
  readonly journal?: Pick<JournalOptions, 'entries' | 'bytes'> | false;
  /** Where the clock stands until it is moved, in milliseconds since the Unix epoch or RFC 3339; absent: it runs. */
  readonly frozenAt?: number | string;
}

/**
 * Where a control plane is to listen.
 *
 * @public
 */
export interface ControlListenOptions extends ListenOptions {
  /** What clients have to send as `Authorization: Bearer`; absent: nothing, which is allowed on loopback alone. */
  readonly token?: string;
}

/**
 * A simulated IMDS with its server.
 *
 * @public
 */
export interface Mock<C extends readonly AnyCategory[] = readonly AnyCategory[]> {
  /** The service. */
  readonly imds: Imds;
  /** What drives it while it runs. Its `reset` is that of every instance. */
  readonly control: Control<C>;
  /** Its instances beside the plain one; `undefined`: there are none. */
  readonly fleet: Fleet<C> | undefined;
  /** The server, for `inject` of fastify. */
  readonly server: FastifyInstance;
  /** What happened to its connections. */
  readonly stats: ServerStats;
  /** The services of categories that listen on ports of their own. */
  readonly services: readonly ListeningService[];
  /**
   * Opens the port, and those of the services and instances that are configured to listen: all or, after an error, none.
   *
   * @throws ListenError as {@link listen} does
   */
  listen(at: ListenOptions): Promise<Listening>;
  /**
   * Opens a second port, by which other programs drive the mock: see `docs/reference/control.md`.
   *
   * @throws ListenError as {@link listen} does, and `AEMM_CONTROL_OPEN`
   */
  listenControl(at: ControlListenOptions): Promise<Listening>;
  /** Stops listening as {@link stop} does, and writes what is still to be logged. */
  close(options?: StopOptions): Promise<void>;
}

/**
 * Creates a mock. It does not listen yet.
 *
 * The clock is one that never goes back if none is given: see {@link createSteadyClock}. What happens beside the answers
 * goes to the log if nothing observes it.
 *
 * @example
 * ```ts
 * const mock = createMock({ spec: { categories: bundledCategories } });
 * const { url } = await mock.listen({ host: '127.0.0.1', port: 0 });
 * const answer = await fetch(`${url}/latest/meta-data/instance-id`);
 * await mock.close();
 * ```
 * @throws AemmError as `createImds` does
 * @throws RangeError as `createMockClock` does
 * @public
 */
export function createMock(options: MockOptions): Mock {
  const { log, frozenAt, speed, scenario, journal, fleet: described, ...others } = options;
  const source = options.clock ?? createSteadyClock();
  const origin = source.now();
  const createClock = () =>
    createMockClock({
      source,
      origin,
      timer: nodeTimer,
      ...(speed !== undefined && { speed }),
      ...(frozenAt !== undefined && { frozenAt }),
    });
  const clock = createClock();
  const controlOptions = {
    mac: nodeMac,
    observe: (event: ImdsEvent) => log?.event(event),
    ...others,
    ...(journal !== undefined && { journal: journal || { entries: 0 } }),
  };
  const plain = createControl({ ...controlOptions, ...(scenario && { scenario }), clock });
  const fleet =
    described && createFleet({ ...controlOptions, fleet: described, plain, createClock });
  const control = fleet === undefined ? plain : withFleet(plain, fleet);
  const { imds, faults } = control;
  const responder = fleet === undefined ? imds : fleetResponder(fleet);
  const server = buildServer({
    ...others,
    ...(log && { log }),
    imds: responder,
    clock,
    faults,
    journal: control.journal,
  });
  const { stats } = partsOf(server);
  const { faults: _, ...serviceOptions } = { ...others, clock, ...(log && { log }) };
  const controls: FastifyInstance[] = [];
  const services: OpenService[] = [];
  return {
    imds,
    control,
    fleet,
    server,
    stats,
    get services() {
      return services.map(({ listening }) => listening);
    },
    async listen(at) {
      const opened = await openServices(imds, serviceOptions, at);
      try {
        const listening = await listen(server, at);
        if (fleet?.description.by === 'port') await openPorts(fleet, server, at);
        services.push(...opened);
        return listening;
      } catch (error) {
        const servers = opened.map((each) => each.server);
        if (server.server.listening) servers.push(server);
        await Promise.all(servers.map((each) => stop(each)));
        throw error;
      }
    },
    async listenControl({ token, ...at }) {
      const { openControl } = await import('./control/open-control.ts');
      const isReady = (): boolean => server.server.listening;
      const { allowedHosts = [] } = others;
      const parts = { control, fleet, stats, isReady, token, allowedHosts, log };
      const opened = await openControl(parts, at);
      controls.push(opened.server);
      return opened.listening;
    },
    async close(patience) {
      const servers = [server, ...services.map((each) => each.server)];
      await Promise.all([
        ...servers.map((each) => stop(each, patience)),
        ...controls.map((each) => each.close()),
      ]);
      await log?.flush();
    },
  };
}

/** What drives the plain instance, and resets and reloads all of them. */
function withFleet(plain: Control, fleet: Fleet): Control {
  return {
    ...plain,
    instances: fleet.select,
    reload(spec) {
      fleet.check(spec);
      const snapshot = plain.reload(spec);
      fleet.reload(spec);
      return snapshot;
    },
    reset() {
      plain.reset();
      fleet.reset();
    },
  };
}

/** Opens the ports of the instances that are found by them. */
async function openPorts(fleet: Fleet, server: FastifyInstance, at: ListenOptions): Promise<void> {
  for (const { id, match } of fleet.instances) {
    fleet.listensOn(id, await listenMore(server, { ...at, port: Number(match) }));
  }
}
