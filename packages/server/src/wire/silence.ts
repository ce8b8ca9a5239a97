import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

// As long as a client may wait at most for an answer of the real service that is lost on its way.
const LONGEST_MS = 120_000;
const MOST = 256;

/** A connection, or the response to a request that has none. */
type Held = Socket | ServerResponse;

/** Connections on which nothing is answered, as if the answer were lost on its way; bounded in number and time. */
export interface Silence {
  /** Leaves a request unanswered and its connection open. */
  hold(socket: Held): void;
  /** Closes them all. */
  end(): void;
}

export function createSilence(): Silence {
  const held = new Set<Held>();
  return {
    hold(socket) {
      const [oldest] = held;
      if (held.size >= MOST) oldest?.destroy();
      held.add(socket);
      const timer = setTimeout(() => socket.destroy(), LONGEST_MS).unref();
      socket.once('close', () => {
        clearTimeout(timer);
        held.delete(socket);
      });
    },
    end() {
      for (const socket of held) socket.destroy();
    },
  };
}
