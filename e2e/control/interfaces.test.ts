import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Controlled, InProcess } from './support/interfaces.ts';
import { NOW, SAME_FLAGS, startControlled, startInProcess } from './support/interfaces.ts';
import type { Row } from './support/rows.ts';
import { ADD_FAULT, META, ROWS } from './support/rows.ts';

let inProcess: InProcess;
let controlled: Controlled;

beforeAll(async () => {
  inProcess = await startInProcess();
  controlled = await startControlled(...SAME_FLAGS);
});
afterAll(() => Promise.all([inProcess.close(), controlled.cli.stop()]));

async function freeze(after?: Row): Promise<void> {
  await controlled.call('POST', '/v1/reset');
  await controlled.call('POST', '/v1/clock', { mode: 'frozen', now: NOW });
  if (after !== undefined) await controlled.call(...after.http);
}

async function read(url: string, paths: readonly string[]): Promise<unknown[]> {
  return Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`${url}${path}`);
      return [answer.status, answer.headers.get('content-type'), await answer.text()];
    }),
  );
}

/** What changes something, and has a test of its own below. */
const APART = [
  'DELETE /v1/requests',
  'DELETE /v1/scenarios',
  'POST /v1/reset',
  'POST /v1/tokens/revoke',
];

test('the table has every operation that changes something', async () => {
  const { body } = await controlled.call('GET', '/openapi.json');
  const { paths } = body as { paths: Record<string, object> };
  const declared = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const walked = new Set(ROWS.map(({ http: [method, path] }) => `${method} ${path}`));
  const isWalked = (operation: string): boolean => {
    const pattern = new RegExp(`^${operation.replaceAll(/\{\w+\}/g, '.+')}$`);
    return [...walked].some((each) => pattern.test(each));
  };
  const others = declared.filter((each) => !each.startsWith('GET') && !isWalked(each));
  expect(others.toSorted()).toEqual(APART);
});

describe.each(ROWS)('$name', ({ inProcess: run, http, ctl, ...row }) => {
  const { shows, after } = row;
  test('does the same in process, over HTTP and from the command line', async () => {
    inProcess.reset();
    after?.inProcess(inProcess);
    const before = await read(inProcess.url, shows);
    run(inProcess);
    const expected = await read(inProcess.url, shows);
    expect(expected).not.toEqual(before);

    await freeze(after);
    expect((await controlled.call(...http)).status).toBeLessThan(300);
    expect(await read(controlled.cli.url, shows)).toEqual(expected);

    await freeze(after);
    expect(await controlled.ctl(...ctl)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await read(controlled.cli.url, shows)).toEqual(expected);
  });
});

test('revoked tokens are unknown by each interface', async () => {
  await freeze();
  inProcess.reset();
  const statusAfter = async (url: string, revoke: () => unknown): Promise<number> => {
    const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    const issued = await fetch(`${url}/latest/api/token`, { method: 'PUT', headers: ttl });
    const headers = { 'x-aws-ec2-metadata-token': await issued.text() };
    expect((await fetch(`${url}${META}/mac`, { headers })).status).toBe(200);
    await revoke();
    return (await fetch(`${url}${META}/mac`, { headers })).status;
  };
  const { call, ctl, cli } = controlled;
  expect(await statusAfter(inProcess.url, () => inProcess.revokeTokens())).toBe(401);
  expect(await statusAfter(cli.url, () => call('POST', '/v1/tokens/revoke'))).toBe(401);
  expect(await statusAfter(cli.url, () => ctl('tokens', 'revoke'))).toBe(401);
});

/** What the mocks of a comparison have in common: a fault that struck, and three requests. */
async function disturb(): Promise<void> {
  await freeze(ADD_FAULT);
  inProcess.reset();
  ADD_FAULT.inProcess(inProcess);
  const paths = [`${META}/mac`, `${META}/hostname`, '/nowhere?secret=1'];
  for (const url of [inProcess.url, controlled.cli.url]) {
    for (const path of paths) await read(url, [path]);
  }
}

/** A list as it travels; the ids of requests, which go on after a reset, are left out. */
const asJson = (list: unknown): unknown =>
  JSON.parse(JSON.stringify(list), (key, value) => (key === 'id' && value > 0 ? undefined : value));

test('faults and requests are listed alike by each interface, requests by any query', async () => {
  await disturb();
  const { call, ctl } = controlled;
  const printed = async (...args: readonly string[]) =>
    asJson(JSON.parse((await ctl(...args, '--json')).stdout));
  const got = async (path: string) => asJson((await call('GET', path)).body);
  const faults = asJson(inProcess.faults.list());
  expect(faults).toMatchObject([{ id: 'outage', status: 503, struck: 1 }]);
  expect(await got('/v1/faults')).toEqual(faults);
  expect(await printed('fault', 'list')).toEqual(faults);

  const all = asJson(inProcess.requests());
  expect(all).toMatchObject([{ fault: 'outage', status: 503 }, { status: 200 }, { status: 404 }]);
  expect(await got('/v1/requests')).toEqual(all);
  expect(await printed('requests')).toEqual(all);

  const some = asJson(inProcess.requests({ path: `${META}/*`, imds: 'v1', status: 200 }));
  expect(some).toHaveLength(1);
  const query = `path=${encodeURIComponent(`${META}/*`)}&imds=v1&status=200`;
  expect(await got(`/v1/requests?${query}`)).toEqual(some);
  const flags = ['--path', `${META}/*`, '--imds', 'v1', '--status', '200'];
  expect(await printed('requests', ...flags)).toEqual(some);
});

test('requests are dropped by each interface', async () => {
  const { call, ctl } = controlled;
  await disturb();
  inProcess.journal.clear();
  expect(inProcess.requests()).toEqual([]);
  expect(await call('DELETE', '/v1/requests')).toEqual({ status: 204, body: undefined });
  expect((await call('GET', '/v1/requests')).body).toEqual([]);

  await disturb();
  expect(await ctl('requests', 'clear')).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await call('GET', '/v1/requests')).body).toEqual([]);
});

test('a scenario is stopped, and everything is reset, by each interface', async () => {
  const { call, ctl, cli } = controlled;
  const answers = (url: string) => read(url, [`${META}/mac`, `${META}/rack`]);
  const steps = [{ at: '1m', do: 'set-path', with: { path: `${META}/mac`, value: 'changed' } }];
  const play = () => call('POST', '/v1/scenarios', { steps });
  const change = () => call('PUT', `/v1/paths${META}/rack`, { value: 5 });
  const advance = () => call('POST', '/v1/clock', { advanceSeconds: 120 });
  await freeze();
  inProcess.reset();
  const before = await answers(inProcess.url);

  inProcess.scenario.play(steps);
  inProcess.scenario.stop();
  inProcess.clock.advance('2m');
  inProcess.set(`${META}/rack`, 5);
  expect(await answers(inProcess.url)).not.toEqual(before);
  inProcess.reset();
  expect(await answers(inProcess.url)).toEqual(before);

  const overHttp = {
    stop: () => call('DELETE', '/v1/scenarios'),
    reset: () => call('POST', '/v1/reset'),
  };
  const byCommand = { stop: () => ctl('scenario', 'stop'), reset: () => ctl('reset') };
  for (const { stop, reset } of [overHttp, byCommand]) {
    await freeze();
    await play();
    await stop();
    await advance();
    expect(await answers(cli.url)).toEqual(before);
    await change();
    expect(await answers(cli.url)).not.toEqual(before);
    await reset();
    expect(await answers(cli.url)).toEqual(before);
  }
});
