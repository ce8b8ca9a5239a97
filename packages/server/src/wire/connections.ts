import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Counters } from './stats.ts';

/** The open connections of a server. */
export interface Connections {
  /** Adds a connection, until it is closed. */
  add(socket: Socket): void;
  /**
   * Marks the connection of a request as within a request, until that is answered.
   *
   * @returns the response to the request before it, if that is not over: a client may send several at once
   */
  begin(request: IncomingMessage, response: ServerResponse): ServerResponse | undefined;
  /** Calls `act` once every request that came on a connection is answered; never, if the connection is closed before. */
  afterAnswers(socket: Socket, act: () => void): void;
  /** Closes the connection that has been idle for longest; `false` if every one is within a request. */
  closeLongestIdle(): boolean;
  /** Makes every answer that is sent from now on the last one of its connection. */
  drain(): void;
  /** Closes the connections on which no request waits for its answer, and the others once they are answered. */
  closeUnasked(): void;
  /** Closes all connections. */
  closeAll(): void;
}

/** What is known of a connection. */
interface Connection {
  /** Requests that came and are not answered. */
  requests: number;
  /** The response to the last of them. Kept any longer, it would live through collections of garbage. */
  last?: ServerResponse | undefined;
  /** Since when it is idle, as a number that only grows; `undefined` while the rest of a request may come. */
  idleSince: number | undefined;
  /** Bytes that had come when it became idle: more of them are the beginning of a request. */
  bytesRead: number;
  /** What waits until it is idle. */
  waiting: (() => void)[];
}

/** @param counters - where the number of open connections is kept */
export function createConnections(counters: Counters): Connections {
  const open = new Map<Socket, Connection>();
  let rests = 0;
  let isDraining = false;
  let isClosing = false;

  const forget = (socket: Socket): void => {
    open.delete(socket);
    counters.connections = open.size;
  };

  const rest = (socket: Socket, connection: Connection): void => {
    if (connection.requests > 0) return;
    if (isClosing) socket.destroySoon();
    connection.bytesRead = socket.bytesRead;
    connection.idleSince = ++rests;
  };

  /** One function for all responses, which are many. */
  function end(this: ServerResponse): void {
    const { req: request } = this;
    const { socket } = request;
    const connection = open.get(socket);
    if (connection === undefined) return;
    connection.requests--;
    if (connection.last === this) connection.last = undefined;
    if (connection.requests > 0) return;
    for (const act of connection.waiting.splice(0)) act();
    // The rest of the body may be on its way.
    if (request.complete || isClosing) rest(socket, connection);
    else request.once('close', () => rest(socket, connection));
  }

  return {
    add(socket) {
      open.set(socket, { requests: 0, idleSince: ++rests, bytesRead: 0, waiting: [] });
      counters.connections = open.size;
      socket.once('close', () => forget(socket));
    },
    begin(request, response) {
      if (isDraining) response.shouldKeepAlive = false;
      const connection = open.get(request.socket);
      if (connection === undefined) return undefined;
      const before = connection.requests > 0 ? connection.last : undefined;
      connection.requests++;
      connection.last = response;
      connection.idleSince = undefined;
      response.on('close', end);
      return before;
    },
    afterAnswers(socket, act) {
      const connection = open.get(socket);
      if (connection === undefined || connection.requests === 0) act();
      else connection.waiting.push(act);
    },
    closeLongestIdle() {
      let longest: Socket | undefined;
      let since = Number.POSITIVE_INFINITY;
      for (const [socket, { idleSince = since, bytesRead }] of open) {
        if (idleSince >= since || socket.bytesRead !== bytesRead) continue;
        [longest, since] = [socket, idleSince];
      }
      if (longest === undefined) return false;
      forget(longest);
      longest.destroy();
      return true;
    },
    drain() {
      isDraining = true;
      for (const { requests, last } of open.values()) {
        if (requests > 0 && last !== undefined) last.shouldKeepAlive = false;
      }
    },
    closeUnasked() {
      isClosing = true;
      for (const [socket, { requests }] of open) if (requests === 0) socket.destroy();
    },
    closeAll() {
      for (const socket of open.keys()) socket.destroy();
    },
  };
}
