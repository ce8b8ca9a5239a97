import { Refusal, send } from '../api/client.ts';
import type { CommandRequest } from './command.ts';

/**
 * Sends what a person asked for and announces what became of it.
 *
 * @returns the refusal, if it was refused
 */
export type Perform = (title: string, request: CommandRequest) => Promise<Refusal | undefined>;

/** How an announcement looks. */
export type Tone = 'done' | 'problem';

/** Creates what performs. */
export function createPerform(
  announce: (text: string, tone: Tone) => void,
  onDone: () => void,
): Perform {
  return async (title, { method, path, body }) => {
    try {
      await send(method, path, body);
      announce(`Done: ${title}`, 'done');
      onDone();
      return undefined;
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal(0, 'The mock does not answer.');
      announce(refusal.message, 'problem');
      return refusal;
    }
  };
}
