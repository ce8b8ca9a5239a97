import { Agent } from 'node:http';
import { startCli } from '@aemm/testing';
import { expect, test } from 'vitest';
import { ask } from './support/clients.ts';

const CLIENTS = 16;

/** Answers after which all of them are busy. */
const ENOUGH = 400;

/** Asks on one connection, as fast as answers come, until the mock is gone. Returns the last two outcomes. */
async function askUntilGone(port: number, onAnswer: () => void): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const outcomes: string[] = [];
  for (let times = 0; times < 1_000_000; times++) {
    outcomes.push(await ask(port, agent));
    onAnswer();
    if (outcomes.at(-1) !== 'keep-alive') break;
  }
  agent.destroy();
  return outcomes.slice(-2);
}

test.for(['SIGTERM', 'SIGINT'] as const)('%s resets no client that is busy', async (signal) => {
  for (let round = 0; round < 3; round++) {
    const mock = await startCli();
    let answers = 0;
    const count = () => answers++;
    const clients = Array.from({ length: CLIENTS }, () => askUntilGone(mock.port, count));
    await expect.poll(() => answers).toBeGreaterThan(ENOUGH);
    const { exitCode } = await mock.stop(signal);

    expect(exitCode).toBe(0);
    expect(await Promise.all(clients)).toEqual(clients.map(() => ['keep-alive', 'close']));
  }
});

test('a mock without connections ends at once', async () => {
  const mock = await startCli();
  const begun = performance.now();
  const { exitCode } = await mock.stop();

  expect(exitCode).toBe(0);
  expect(performance.now() - begun).toBeLessThan(4000);
});
