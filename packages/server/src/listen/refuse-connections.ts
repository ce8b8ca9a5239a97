import type { FastifyInstance } from 'fastify';
import { partsOf } from '../wire/build-server.ts';
import { waitUntil } from '../wire/wait.ts';
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
  const update = (): void => {
    cancel();
    const { refused, changesAt } = faults.refusal(clock.now());
    if (refused !== isClosed) {
      isClosed = refused;
      if (refused) close();
      else open();
    }
    cancel = Number.isFinite(changesAt) ? waitUntil(clock, changesAt, update) : () => {};
  };

  const unsubscribe = faults.subscribe(update);
  update();
  return () => {
    unsubscribe();
    cancel();
  };
}
