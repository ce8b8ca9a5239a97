import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../log/log.ts';
import { throttle } from '../log/throttle.ts';
import type { Connections } from './connections.ts';
import { descriptorLimit } from './descriptor-limit.ts';
import type { Counters } from './stats.ts';

/** As many connections are accepted without a look at what the system allows. */
const FEW = 32;

/** Descriptors that are left for files. */
const RESERVED_DESCRIPTORS = 64;

/**
 * Accepts connections up to a limit: the given one, or a lower one that follows from how many files the system lets the
 * process open. Then the connection that was idle for longest makes room for a new one.
 */
export function limitConnections(
  server: Server,
  connections: Connections,
  configured: number,
  counters: Counters,
  log: Log | undefined,
): void {
  let limit: number | undefined;
  const report = createLimitReport(configured, counters, log);

  const hasRoom = (): boolean => {
    if (counters.connections < Math.min(FEW, configured)) return true;
    limit ??= Math.min(configured, Math.max(FEW, descriptorLimit() - RESERVED_DESCRIPTORS));
    if (counters.connections < limit) return true;
    const closed = connections.closeLongestIdle();
    counters[closed ? 'closedIdle' : 'refused']++;
    report(limit);
    return closed;
  };

  server.on('connection', (socket: Socket) => {
    counters.accepted++;
    if (!isReset(socket) && hasRoom()) connections.add(socket);
    else socket.destroy();
  });
}

/**
 * Whether a client has reset its connection already: then the system does not know its address any more. Node keeps the
 * address that is read here.
 */
function isReset(socket: Socket): boolean {
  return 'remoteAddress' in socket && socket.remoteAddress === undefined;
}

/** Reports, at most once a minute, what was done for lack of room. */
function createLimitReport(
  configured: number,
  counters: Counters,
  log: Log | undefined,
): (limit: number) => void {
  let reported = { closedIdle: 0, refused: 0 };
  let limit = configured;
  const report = throttle(() => {
    const closed = counters.closedIdle - reported.closedIdle;
    const refused = counters.refused - reported.refused;
    reported = { closedIdle: counters.closedIdle, refused: counters.refused };
    const source = limit < configured ? ', set by the limit of open files (ulimit -n),' : '';
    log?.message(
      `Warning: the limit of ${limit} connections${source} is reached. Idle connections closed: ${closed}. New connections refused: ${refused}.`,
    );
  });
  return (reached) => {
    limit = reached;
    report();
  };
}
