import { request } from 'node:http';
import type { Operation } from '@aemm/core';
import { bundledCategories, operations, pathFields, takesQuery } from '@aemm/core';
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
      instances: [{ match: 'db', instance: { id: 'i-0db' } }],
    },
  });
  onTestFinished(() => mock.close({ quietMs: 0 }));
  mock.control.fault({ name: 'x', status: 503 });
  const { url } = await mock.listenControl(at);
  const before = JSON.stringify(await stateOf(url));
  return {
    call: (method: string, path: string, body?: object) => ask(method, `${url}${path}`, body),
    isUnchanged: async () => JSON.stringify(await stateOf(url)) === before,
  };
}

/** Everything that was done to all instances. */
async function stateOf(url: string) {
  const asked = ['/v1/state', '/v1/fleet/state', '/v1/scenarios'].map((path) => fetch(url + path));
  const states = await Promise.all((await Promise.all(asked)).map((answer) => answer.text()));
  // The clock runs.
  return states.map((state) => state.replace(/"now":"[^"]*"/g, ''));
}

/** Sends a body with any method, as `fetch` does not. */
function ask(method: string, url: string, body?: object) {
  return new Promise<{ status: number | undefined; detail: string; field?: string }>(
    (resolve, reject) => {
      const text = body && JSON.stringify(body);
      const headers = text && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      };
      const sent = request(
        url,
        { method, ...(headers && { headers }), agent: false },
        async (response) => {
          let answer = '';
          for await (const chunk of response) answer += chunk;
          resolve({ status: response.statusCode, ...JSON.parse(answer || '{}') });
        },
      );
      sent.once('error', reject);
      sent.end(text);
    },
  );
}

/** Those that every instance has. */
const all = operations.filter(({ id }) => id !== 'list-instances');
const withQuery = all.filter(takesQuery);
const withBody = all.filter((operation) => !takesQuery(operation));

const pathOf = ({ path }: Operation, prefix: string) =>
  path.replace(/^\/v1/, prefix).replace(/\{\w+\*?\}/g, 'x');

test.each([
  ['/v1', 'Allowed: none.'],
  ['/v1/instances/db', 'Allowed: none.'],
  ['/v1/fleet', 'Allowed: label, index, share.'],
])('a mistyped query below %s is refused', async (prefix, allowed) => {
  const { call, isUnchanged } = await start();
  for (const operation of all) {
    const path = `${pathOf(operation, prefix)}?lable=Name=db`;
    const { status, detail, field } = await call(operation.method, path);
    expect([operation.id, status, field]).toEqual([operation.id, 400, 'lable']);
    expect(detail).toMatch('unknown field "lable". Allowed: ');
    if (operation.id !== 'list-requests') expect(detail).toMatch(allowed);
  }
  expect(await isUnchanged()).toBe(true);
});

test('fields of the body are refused in the query, and a body where the query has the fields', async () => {
  const { call, isUnchanged } = await start();
  const action = await call('POST', '/v1/actions/spot/interrupt?action=stop');
  expect(action).toMatchObject({ status: 400, field: 'action' });
  for (const { method, ...operation } of withQuery) {
    const answer = await call(method, pathOf({ method, ...operation }, '/v1'), { id: 'x' });
    expect(answer).toMatchObject({
      status: 400,
      detail: `${method} takes no body here. Leave it out.`,
    });
  }
  expect(await isUnchanged()).toBe(true);
});

test('a field of the path is refused in the body', async () => {
  const { call, isUnchanged } = await start();
  for (const operation of withBody.filter(({ body }) => body === undefined)) {
    for (const name of pathFields(operation)) {
      const answer = await call(operation.method, pathOf(operation, '/v1'), {
        [name]: 'y',
        value: 'a',
      });
      expect(answer).toMatchObject({
        status: 400,
        field: name,
        detail: expect.stringContaining('path'),
      });
    }
  }
  expect(await isUnchanged()).toBe(true);
});

test('a path that lacks the name at its end removes nothing', async () => {
  const { call, isUnchanged } = await start();
  for (const { path } of all.filter(({ method }) => method === 'DELETE')) {
    const answer = await call('DELETE', path.replace(/\{.*/, '').replace(/\/?$/, '/'));
    expect([path, answer.status]).toEqual([path, path.includes('*') ? 404 : 400]);
  }
  expect(await isUnchanged()).toBe(true);
});
