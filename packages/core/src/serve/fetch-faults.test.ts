import { expect, test } from 'vitest';
import type { Fault } from '../index.ts';
import { bundledCategories, createFaults, createImds, toFetchHandler } from '../index.ts';
import { createTestControl, weakMac } from '../testing.ts';

const MAC = '/latest/meta-data/mac';

test.each<[string, Partial<Fault>, string, string]>([
  ['reset', { reset: true }, 'ECONNRESET', 'reset the connection'],
  ['closed', { close: true }, 'UND_ERR_SOCKET', 'closed the connection without an answer'],
  ['refused', { refuse: true }, 'ECONNREFUSED', 'refused the connection'],
])('A connection that is %s is a network failure.', async (_, fault, code, text) => {
  const { ask } = setUp({ name: 'outage', ...fault });

  const error = await ask().catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(TypeError);
  const cause = { code, message: `Fault "outage" ${text}.` };
  expect(error).toMatchObject({ message: 'fetch failed', cause });
});

test('Connections are refused for as long as the fault has it.', async () => {
  const { ask, clock } = setUp({ refuse: true, until: '3s' });
  await expect(ask()).rejects.toThrow('fetch failed');
  clock.advance('3s');
  expect((await ask()).status).toBe(200);
});

test.each<[string, Fault[]]>([
  ['A request that hangs', [{ hang: true }]],
  ['A request beyond the rate', [{ rate: 1 }]],
])('%s waits until it is aborted.', async (_, faults) => {
  const { ask } = setUp(...faults);
  if (faults[0]?.rate) await ask();
  const abort = new AbortController();
  const { isPending, answer } = watch(ask({ signal: abort.signal }));
  expect(await isPending()).toBe(true);

  abort.abort(new Error('gave up'));
  await expect(answer).rejects.toThrow('gave up');
});

test('A truncated body fails after its last byte.', async () => {
  const { ask } = setUp({ name: 'short', truncate: 4 });
  const whole = (await setUp().ask()).text();

  const answer = await ask();
  expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '17']);
  const reader = answer.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe((await whole).slice(0, 4));
  await expect(reader?.read()).rejects.toMatchObject({
    message: 'terminated',
    cause: { message: 'Fault "short" closed the connection before the end of the body.' },
  });

  await expect((await ask()).text()).rejects.toThrow(TypeError);
});

test('A body without a byte left of it fails at once; that of HEAD is whole.', async () => {
  const { ask } = setUp({ truncate: 0 });
  await expect((await ask()).text()).rejects.toThrow('terminated');
  expect(await (await ask({ method: 'HEAD' })).text()).toBe('');
});

test.each<[string, Partial<Fault>]>([
  ['An answer', {}],
  ['A reset', { reset: true }],
])('%s waits by the clock of the service.', async (_, fault) => {
  const { ask, clock } = setUp({ latency: '1h', ...fault });
  const { isPending, answer } = watch(ask());
  clock.advance('59m');
  expect(await isPending()).toBe(true);

  clock.advance('1m');
  if (fault.reset) await expect(answer).rejects.toThrow('fetch failed');
  else expect((await answer).status).toBe(200);
});

test('An answer waits no longer than its latency after the clock is set back.', async () => {
  const { ask, clock } = setUp({ latency: '1h' });
  const start = clock.now();
  clock.advance('30d');
  const { isPending, answer } = watch(ask());
  clock.advance('50m');
  clock.set(clock.now() - 1000);
  clock.advance('10m');
  expect(await isPending()).toBe(true);
  clock.set(start);
  clock.advance('59m');
  expect(await isPending()).toBe(true);

  clock.advance('1m');
  expect((await answer).status).toBe(200);
});

test('A request that is aborted waits no longer.', async () => {
  const { ask, faults } = setUp({ latency: '1h' });
  const abort = new AbortController();
  const answer = ask({ signal: abort.signal });
  abort.abort(new Error('gave up'));
  await expect(answer).rejects.toThrow('gave up');

  await expect(ask({ signal: abort.signal })).rejects.toThrow('gave up');
  // Aborted before, it is not sent.
  expect(faults.list()[0]?.struck).toBe(1);
});

test('An exchange is entered when it is over, with its time and without an answer that was not sent.', async () => {
  const { ask, clock, faults, requests } = setUp({ name: 'slow', latency: '1m' });
  const answer = ask();
  clock.advance('59s');
  expect(requests()).toEqual([]);
  clock.advance('1s');
  await answer;

  const abort = new AbortController();
  const given = ask({ signal: abort.signal });
  clock.advance('10s');
  abort.abort(new Error('gave up'));
  await expect(given).rejects.toThrow('gave up');

  faults.configure([{ name: 'outage', reset: true }]);
  await expect(ask()).rejects.toThrow('fetch failed');
  expect(requests().map(({ status, ms, fault }) => [status, ms, fault])).toEqual([
    [200, 60_000, 'slow'],
    [0, 10_000, 'slow'],
    [0, 0, 'outage'],
  ]);
});

test('A latency that the clock cannot wait for is an error.', async () => {
  const faults = createFaults({ configured: [{ latency: '1h' }] });
  const imds = createImds({ spec: { categories: bundledCategories }, mac: weakMac, faults });
  const answer = toFetchHandler(imds)(new Request(`http://imds.test${MAC}`));
  await expect(answer).rejects.toThrow('give createImds one of createMockClock');
});

function setUp(...configured: readonly Fault[]) {
  const { imds, faults, clock, journal, requests } = createTestControl({
    categories: bundledCategories,
  });
  faults.configure(configured);
  const handle = toFetchHandler(imds, { journal });
  const ask = (init?: RequestInit): Promise<Response> =>
    handle(new Request(`http://imds.test${MAC}`, init));
  return { ask, clock, faults, requests };
}

/** An answer to come, and whether it is still to come once all that is due has run. */
function watch(answer: Promise<Response>) {
  let pending = true;
  const settle = (): void => {
    pending = false;
  };
  answer.then(settle, settle);
  const isPending = async (): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return pending;
  };
  return { answer, isPending };
}
