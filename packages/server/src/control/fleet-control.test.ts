import { bundledCategories } from '@aemm/core';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../mock.ts';

const at = { host: '127.0.0.1', port: 0 };

async function start() {
  const mock = createMock({
    spec: { categories: bundledCategories },
    fleet: {
      by: 'header',
      header: 'x-instance-id',
      trustedClients: ['127.0.0.1'],
      instances: [{ match: 'db', instance: { id: 'i-0db', tags: { Name: 'db' } } }],
      template: { count: 20, subnet: '10.1.0.0/16', instance: { tags: { Name: 'web-{index}' } } },
    },
  });
  onTestFinished(() => mock.close({ quietMs: 0 }));
  const { url: origin } = await mock.listen(at);
  const { url } = await mock.listenControl(at);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const ask = async (instance: string, path: string) => {
    const headers = { 'x-instance-id': instance };
    const answer = await fetch(`${origin}/latest/meta-data/${path}`, { headers });
    return answer.status === 200 ? await answer.text() : answer.status;
  };
  return { mock, url, call, ask };
}

test('one instance is driven below its id, or what it matches', async () => {
  const { call, ask } = await start();
  const path = '/v1/instances/db/paths/latest/meta-data/note';
  expect(await call('PUT', path, { value: 'here' })).toMatchObject({ status: 204 });
  expect([await ask('db', 'note'), await ask('other', 'note')]).toEqual(['here', 404]);
  const { body } = await call('GET', '/v1/instances/i-0db/requests?path=/latest/meta-data/*');
  expect(body).toMatchObject([{ path: '/latest/meta-data/note', status: 200 }]);
  await call('POST', '/v1/instances/db/clock', { mode: 'frozen', now: '2026-01-01T00:00:00Z' });
  const modes = [await call('GET', '/v1/instances/db/clock'), await call('GET', '/v1/clock')];
  expect(modes.map((each) => each.body.mode)).toEqual(['frozen', 'running']);
  await call('POST', '/v1/reset');
  expect(await ask('db', 'note')).toBe(404);
});

test('instances are listed, and driven by label, number and share', async () => {
  const { call, ask } = await start();
  const { body: listed } = await call('GET', '/v1/instances?index=3-4');
  expect(listed).toMatchObject([{ index: 3 }, { index: 4 }]);
  const put = (query: string) =>
    call('PUT', `/v1/fleet/paths/latest/meta-data/note?${query}`, { value: 'hit' });
  const { body } = await put('label=Name=web-*&share=0.1');
  expect(body).toHaveLength(2);
  for (const { instance } of body) expect(await ask(instance, 'note')).toBe('hit');
  expect(await ask('db', 'note')).toBe(404);
  const { body: all } = await call('GET', '/v1/fleet/requests?index=0-19&path=*/note');
  expect(all.flatMap((each: { answer: unknown[] }) => each.answer)).toHaveLength(2);
});

test('the fields of a body select nothing, whatever their names', async () => {
  const { call } = await start();
  const added = await call('POST', '/v1/fleet/faults?index=0-1', { status: 503, share: 0.1 });
  expect(added.body).toHaveLength(2);
  const { body: listed } = await call('GET', '/v1/fleet/faults?index=1&share=1');
  expect(listed).toMatchObject([{ answer: [{ status: 503, share: 0.1 }] }]);
  const unknown = await call('POST', '/v1/fleet/faults?index=0', { status: 503, label: 'Name=db' });
  expect(unknown).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/label/) } });
});

test('what the first instance refuses is refused, and what a later one does is shown there', async () => {
  const { call } = await start();
  const act = (name: string) => call('POST', '/v1/fleet/actions/tags/remove?index=0-2', { name });
  expect(await act('none')).toMatchObject({ status: 409, body: { code: 'AEMM_ACTION_REFUSED' } });
  const { body: listed } = await call('GET', '/v1/instances?index=1');
  await call('POST', `/v1/instances/${listed[0].id}/actions/tags/remove`, { name: 'Name' });
  const { status, body } = await act('Name');
  expect(status).toBe(200);
  const error = expect.stringMatching(/there is no tag "Name"/);
  expect(body).toEqual([
    { instance: expect.anything() },
    { instance: listed[0].id, error },
    { instance: expect.anything() },
  ]);
});

test('a clock that would leave its range is shown where it is, like any other refusal', async () => {
  const { call } = await start();
  const { body: listed } = await call('GET', '/v1/instances?index=1');
  const [{ id }] = listed;
  await call('POST', `/v1/instances/${id}/clock`, { now: '9998-12-31T23:59:00Z', mode: 'frozen' });
  const advance = (query: string) => call('POST', `/v1/fleet/clock?${query}`, { advance: '2h' });
  const { status, body } = await advance('index=0-1');
  const error = expect.stringMatching(/1970-01-01T00:00:00Z to 9999-01-01T00:00:00Z/);
  expect([status, body]).toEqual([
    200,
    [
      { instance: expect.anything(), answer: expect.anything() },
      { instance: id, error },
    ],
  ]);
  expect(await advance('index=1-2')).toMatchObject({ status: 400, body: { field: 'advance' } });
});

test.each([
  ['/v1/instances/i-0none/state', 404, /The fleet has no instance "i-0none"/],
  ['/v1/fleet/state?label=Name=none', 404, /No instance of the fleet fits label=Name=none\./],
  ['/v1/fleet/state?share=2', 400, /share: a number above 0, up to 1/],
  ['/v1/instances?tag=x', 400, /tag/],
])('%s is refused', async (path, status, detail) => {
  const { call } = await start();
  const answer = await call('GET', path);
  expect(answer).toMatchObject({ status, body: { detail: expect.stringMatching(detail) } });
});

test('metrics count the requests of all instances, and go on after a reset', async () => {
  const { call, ask, url } = await start();
  for (const instance of ['db', 'db', 'other']) await ask(instance, 'mac');
  await call('PATCH', '/v1/instances/db/metadata-options', { httpTokens: 'required' });
  await ask('db', 'mac');
  await call('POST', '/v1/reset');
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('aemm_requests_total{status="200",imds="v1"} 3\n');
  expect(metrics).toContain('aemm_metadata_no_token_total 3\n');
  expect(metrics).toContain('aemm_metadata_no_token_rejected_total 1\n');
});

test('a mock without a fleet says so', async () => {
  const mock = createMock({ spec: { categories: bundledCategories } });
  onTestFinished(() => mock.close({ quietMs: 0 }));
  const { url } = await mock.listenControl(at);
  const answer = await fetch(`${url}/v1/fleet/state`);
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(/no fleet/)]);
  expect(await (await fetch(`${url}/v1/instances`)).json()).toEqual([]);
});

test('the stream of one instance has its events alone', async () => {
  const { mock, url } = await start();
  const end = new AbortController();
  const answer = await fetch(`${url}/v1/instances/db/stream`, { signal: end.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  mock.control.set('/latest/meta-data/plain', 'x');
  mock.fleet?.instance('db').set('/latest/meta-data/own', 'x');
  while (!text.includes('meta-data/own')) text += (await reader?.read())?.value ?? '';
  end.abort();
  expect(text).not.toContain('meta-data/plain');
});
