import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Cut } from '@aemm/core';
import type { Silence } from './silence.ts';

/** Ends a connection as a fault has it, or leaves its request unanswered. */
export function cutConnection(
  cut: Exclude<Cut, 'truncate'>,
  socket: Socket,
  silence: Silence,
): void {
  switch (cut) {
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'close':
      // Destroyed at once, a connection with bytes unread would be reset.
      socket.destroySoon();
      return;
    case 'hang':
      silence.hold(socket);
  }
}

/** Rejects a request of `inject`, which has no connection to end, or leaves it unanswered. */
export function cutInjected(cut: Cut, response: ServerResponse, silence: Silence): void {
  if (cut === 'hang') silence.hold(response);
  else response.destroy();
}
