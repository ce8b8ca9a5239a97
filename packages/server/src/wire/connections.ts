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
  /** Bytes that had come when it became idle: more of them are the beginning of a request. */
  bytesRead: number;
  /** What waits until it is idle. */
  waiting: (() => void)[];
}

/** @param counters - where the number of open connections is kept */
export function createConnections(counters: Counters): Connections {
  const open = new Map<Socket, Connection>();
  // The longest idle first.
  const idle = new Set<Socket>();
  let isDraining = false;
  let isClosing = false;

  const forget = (socket: Socket): void => {
    open.delete(socket);
    idle.delete(socket);
    counters.connections = open.size;
  };

  const rest = (socket: Socket): void => {
    const connection = open.get(socket);
    if (connection === undefined || connection.requests > 0) return;
    if (isClosing) socket.destroySoon();
    connection.bytesRead = socket.bytesRead;
    idle.add(socket);
  };

  return {
    add(socket) {
      open.set(socket, { requests: 0, bytesRead: 0, waiting: [] });
      idle.add(socket);
      counters.connections = open.size;
      socket.once('close', () => forget(socket));
    },
    begin(request, response) {
      if (isDraining) response.shouldKeepAlive = false;
      const { socket } = request;
      const connection = open.get(socket);
      if (connection === undefined) return undefined;
      const before = connection.requests > 0 ? connection.last : undefined;
      connection.requests++;
      connection.last = response;
      idle.delete(socket);
      response.once('close', () => {
        connection.requests--;
        if (connection.last === response) connection.last = undefined;
        if (connection.requests === 0) for (const act of connection.waiting.splice(0)) act();
        // The rest of the body may be on its way.
        if (request.complete || isClosing) rest(socket);
        else request.once('close', () => rest(socket));
      });
      return before;
    },
    afterAnswers(socket, act) {
      const connection = open.get(socket);
      if (connection === undefined || connection.requests === 0) act();
      else connection.waiting.push(act);
    },
    closeLongestIdle() {
      for (const socket of idle) {
        if (socket.bytesRead !== open.get(socket)?.bytesRead) continue;
        forget(socket);
        socket.destroy();
        return true;
      }
      return false;
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
