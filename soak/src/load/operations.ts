import { OURS } from '../config-file.ts';
import { control } from '../control.ts';
import { pause } from '../pause.ts';
import type { Client, Load } from './client.ts';
import { get, putToken } from './client.ts';
import { FAULT_STEPS } from './faults.ts';
import type { Step } from './step.ts';

const STEPS: readonly Step[] = [
  { name: 'tag', run: changeTag },
  { name: 'path', run: changePath },
  { name: 'spot', run: interrupt },
  { name: 'event', run: scheduleEvent },
  { name: 'instance', run: changeInstance },
  { name: 'clock', run: moveClock },
  { name: 'options', run: requireTokens },
  { name: 'revoke', run: revokeTokens },
  ...FAULT_STEPS,
  { name: 'flaky', run: beFlaky },
  { name: 'reset', run: reset },
];

/** All steps in a drawn order, and again; each undoes what it does. */
export const operations: Load = async (client) => {
  const { draw, tally, signal } = client;
  while (!signal.aborted) {
    for (const { name, run } of draw.shuffle(STEPS)) {
      if (signal.aborted) return;
      const wrong = await run(client).catch((error: Error) => String(error.cause ?? error));
      tally.judge(`operation: ${name}`, wrong);
      await pause(draw.between(20, 200), signal);
    }
  }
};

/** Does an operation, which has to succeed. */
async function operate(client: Client, ...[method, path, body]: Operation): Promise<void> {
  const { status, body: problem } = await control(client.mock.controlPort, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path} answers ${status} ${problem}`);
}

type Operation = [method: 'DELETE' | 'PATCH' | 'POST' | 'PUT', path: string, body?: unknown];

/** What a path answers now, if it is not that. */
async function differs(client: Client, path: string, wanted: string | number) {
  const { status, body } = await get(client, path);
  const is = typeof wanted === 'number' ? status : body;
  return is === wanted ? undefined : `${path} is ${status} ${body.slice(0, 60)}, not ${wanted}`;
}

async function changeTag(client: Client): Promise<string | undefined> {
  const value = `v${client.draw.between(1, 1e6)}`;
  const path = '/latest/meta-data/tags/instance/Soak';
  await operate(client, 'POST', '/v1/actions/tags/set', { name: 'Soak', value });
  const wrong = await differs(client, path, value);
  await operate(client, 'POST', '/v1/actions/tags/remove', { name: 'Soak' });
  return wrong ?? (await differs(client, path, 404));
}

async function changePath(client: Client): Promise<string | undefined> {
  const value = 'x'.repeat(client.draw.between(1, 5000));
  const path = `${OURS}/set-${client.draw.between(1, 20)}`;
  await operate(client, 'PUT', `/v1/paths${path}`, { value });
  const wrong = await differs(client, path, value);
  await operate(client, 'DELETE', `/v1/paths${path}`);
  return wrong ?? (await differs(client, path, 404));
}

async function interrupt(client: Client): Promise<string | undefined> {
  const { isInterrupted } = client.world;
  const path = '/latest/meta-data/spot/instance-action';
  isInterrupted.may(true);
  await operate(client, 'POST', '/v1/actions/spot/interrupt', { action: 'stop' });
  isInterrupted.settle(true);
  const wrong = await differs(client, path, 200);
  isInterrupted.may(false);
  await operate(client, 'POST', '/v1/actions/spot/clear');
  isInterrupted.settle(false);
  return wrong ?? (await differs(client, path, 404));
}

async function scheduleEvent(client: Client): Promise<string | undefined> {
  const path = '/latest/meta-data/events/maintenance/scheduled';
  const description = `soak ${client.draw.between(1, 1e6)}`;
  await operate(client, 'POST', '/v1/actions/events/schedule', { description });
  const { body } = await get(client, path);
  await operate(client, 'POST', '/v1/actions/events/clear');
  return body.includes(description) ? undefined : `${path} is ${body.slice(0, 200)}`;
}

async function changeInstance(client: Client): Promise<string | undefined> {
  const type = ['t3.micro', 'm7i.large', 'c6a.xlarge'][client.draw.between(0, 2)] ?? '';
  await operate(client, 'PATCH', '/v1/instance', { type });
  const wrong = await differs(client, '/latest/meta-data/instance-type', type);
  await operate(client, 'PATCH', '/v1/instance', { type: null });
  return wrong;
}

async function moveClock(client: Client): Promise<undefined> {
  await operate(client, 'POST', '/v1/clock', { advanceSeconds: client.draw.between(1, 90) });
  await operate(client, 'POST', '/v1/clock', { mode: 'frozen' });
  await operate(client, 'POST', '/v1/clock', { mode: 'running' });
}

async function requireTokens(client: Client): Promise<string | undefined> {
  const { tokensRequired } = client.world;
  tokensRequired.may(true);
  await operate(client, 'PATCH', '/v1/metadata-options', { httpTokens: 'required' });
  tokensRequired.settle(true);
  const wrong = await differs(client, '/latest/meta-data/instance-id', 401);
  await pause(200, client.signal);
  tokensRequired.may(false);
  await operate(client, 'PATCH', '/v1/metadata-options', { httpTokens: null });
  tokensRequired.settle(false);
  return wrong;
}

async function revokeTokens(client: Client): Promise<string | undefined> {
  const { body: token } = await putToken(client);
  await client.world.tokens.revokeBy(() => operate(client, 'POST', '/v1/tokens/revoke'));
  const { status } = await get(client, '/latest/meta-data/instance-id', token);
  return status === 401 ? undefined : `a revoked token is answered ${status}`;
}

/** Lets some requests of other clients fail for a while. */
async function beFlaky(client: Client): Promise<undefined> {
  const { isFlaky } = client.world;
  isFlaky.may(true);
  const fault = { name: 'flaky', path: `${OURS}/many/*`, status: 503, share: 0.2 };
  await operate(client, 'POST', '/v1/faults', fault);
  await pause(500, client.signal);
  await operate(client, 'DELETE', '/v1/faults/flaky');
  isFlaky.settle(false);
}

/** A reset also sets the clock back, to before some tokens were issued. */
async function reset(client: Client): Promise<undefined> {
  const { isInterrupted, isInterruptedAtStart, tokens } = client.world;
  isInterrupted.may(isInterruptedAtStart);
  await tokens.revokeBy(() => operate(client, 'POST', '/v1/reset'));
  isInterrupted.settle(isInterruptedAtStart);
}
