import type { Agent } from 'node:http';
import type { Ask } from './wire.ts';
import { ask } from './wire.ts';

/** Sends one request after the other on each connection of an agent, and returns how long each took in milliseconds. */
export async function waits(
  port: number,
  sent: Ask,
  agent: Agent,
  isLast: (body: string, elapsed: number) => boolean,
): Promise<number[]> {
  const began = performance.now();
  const times: number[] = [];
  let done = false;
  const send = async (): Promise<void> => {
    while (!done) {
      const asked = performance.now();
      const { body } = await ask(port, sent, agent);
      const answered = performance.now();
      times.push(answered - asked);
      done ||= isLast(body, answered - began);
    }
  };
  await Promise.all(Array.from({ length: agent.maxSockets }, send));
  return times;
}
