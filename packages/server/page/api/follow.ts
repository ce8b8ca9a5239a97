import { open, Refusal } from './client.ts';
import type { StreamEvent } from './mock.ts';
import { readEvents } from './read-events.ts';
import { onceHidden, untilSeen } from './visibility.ts';

/** How long to wait for a mock that does not answer, before it is asked again. */
const RETRY_MS = 1000;

/** Who follows a mock. */
export interface Follower {
  /** Reads everything anew. */
  load(): Promise<void>;
  /** Takes notice of something that happened since. */
  onEvent(event: StreamEvent): void;
  /** Takes notice that the mock cannot be reached; it is tried again. */
  onLost(reason: string): void;
  /** Asks for the token of the control plane. */
  askForToken(problem: string): Promise<void>;
}

/**
 * Follows the mock for ever: reads everything, then what happens, and begins anew when the connection ends. A page that
 * cannot be seen gives its connection up, since a browser has few for all its pages of one mock.
 */
export async function follow(follower: Follower): Promise<never> {
  for (;;) {
    await untilSeen();
    const ending = new AbortController();
    let isHidden = false;
    const endWait = onceHidden(() => {
      isHidden = true;
      ending.abort();
    });
    try {
      await followOnce(follower, ending);
      follower.onLost('The mock has ended.');
    } catch (error) {
      if (isHidden) continue;
      if (error instanceof Refusal && error.status === 401) {
        await follower.askForToken(error.message);
        continue;
      }
      follower.onLost(error instanceof Refusal ? error.message : 'The mock does not answer.');
    } finally {
      endWait();
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function followOnce({ load, onEvent }: Follower, ending: AbortController): Promise<void> {
  for await (const event of readEvents(await open('/v1/stream', ending))) {
    // What happens from here on is in the stream, so nothing is missed while everything is read.
    if (event.kind === 'ready') await load();
    else onEvent(event);
  }
}
