import type { Socket } from 'node:net';
import type { Clock, Wait } from '@aemm/core';
import { runAfter } from '@aemm/core';
import { nodeTimer } from '../node-timer.ts';

/** What to do with an answer that waits. */
interface Waiting {
  /** Sends it. */
  readonly send: () => void;
  /** Called instead if the connection is closed before. */
  readonly left: () => void;
}

/** The answers that wait for a time. */
export interface Latencies {
  /** Lets an answer wait, by a clock of its own if one is given; by real time if the clock cannot call back. */
  hold(socket: Socket, latency: Wait, waiting: Waiting, by?: Clock): void;
  /** Sends them all now. */
  end(): void;
}

export function createLatencies(clock: Clock): Latencies {
  const held = new Set<() => void>();
  return {
    hold(socket, latency, { send, left }, by = clock) {
      const forget = (): void => {
        cancel();
        held.delete(finish);
        socket.off('close', leave);
      };
      const finish = (): void => {
        forget();
        send();
      };
      const leave = (): void => {
        forget();
        left();
      };
      const cancel = runAfter(latency, by, finish) ?? nodeTimer(latency.ms, finish);
      held.add(finish);
      // Pipelined requests wait on one connection, and Node would warn of more than ten listeners.
      socket.setMaxListeners(0);
      socket.once('close', leave);
    },
    end() {
      for (const finish of [...held]) finish();
    },
  };
}
