import type { FastifyInstance } from 'fastify';
import { nodeTimer } from '../node-timer.ts';
import { partsOf } from '../wire/build-server.ts';
import type { Listening } from './open-port.ts';
import { BACKLOG } from './open-port.ts';

/**
 * Closes the port while a fault refuses connections, and ends those that are open: nothing is there then. Opens it again
 * when no fault does.
 *
 * @returns what ends that, and leaves the port as it is
 */
export function refuseConnections(
  server: FastifyInstance,
  { addresses, port }: Listening,
): () => void {
  const { faults, clock, connections, log } = partsOf(server);
  if (faults === undefined) return () => {};
  const { server: http } = server;
  const address = { host: addresses[0]?.address, port, backlog: BACKLOG };
  let cancel = (): void => {};

  const close = (): void => {
    // Its own method would end connections in its way, and stop to watch the times of requests.
    process.getBuiltinModule('node:net').Server.prototype.close.call(http);
    connections.closeAll();
    log?.message(`Connections to port ${port} are refused by a fault.`);
  };

  const open = (): void => {
    const failed = ({ message }: Error): void =>
      log?.message(`Warning: port ${port} cannot be opened again: ${message}`);
    http.once('error', failed);
    http.listen(address, () => {
      http.off('error', failed);
      log?.message(`Connections to port ${port} are accepted again.`);
    });
  };

  let isClosed = false;
  let hasEnded = false;
  const update = (): void => {
    cancel();
    const now = clock.now();
    const { refused, changesAt } = faults.refusal(now);
    if (refused !== isClosed) {
      isClosed = refused;
      if (refused) close();
      else open();
    }
    if (!Number.isFinite(changesAt)) return;
    cancel = clock.at?.(changesAt, update) ?? nodeTimer(changesAt - now, update);
  };

  const onSetBack = (): void => {
    if (isClosed) update();
    // Not at once: a reset, which sets back the time first, may then take the fault away.
    else process.nextTick(() => hasEnded || update());
  };
  const ends = [faults.subscribe(update), clock.onSetBack?.(onSetBack)];
  update();
  return () => {
    hasEnded = true;
    for (const end of ends) end?.();
    cancel();
  };
}
