import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TestMockOptions } from '../../test/mock.ts';
import { startMock } from '../../test/mock.ts';

const TAG = '/latest/meta-data/tags/instance/Name';

async function start(token?: string, options?: TestMockOptions) {
  const mock = await startMock(options);
  const at = { host: '127.0.0.1', port: 0 };
  const { url, port } = await mock.listenControl({ ...at, ...(token !== undefined && { token }) });
  const call = async (method: string, path: string, body?: unknown, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  };
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${mock.port}${path}`);
    return answer.status === 200 ? await answer.text() : answer.status;
  };
  return { ...mock, call, ask, url, controlPort: port };
}

describe('an operation over HTTP', () => {
  test('sets a path and removes it', async () => {
    const { call, ask } = await start();
    expect(await call('PUT', `/v1/paths${TAG}`, { value: 'web-2' })).toEqual({
      status: 204,
      body: '',
    });
    expect(await ask(TAG)).toBe('web-2');
    expect(await call('DELETE', `/v1/paths${TAG}`)).toMatchObject({ status: 204 });
    expect(await ask(TAG)).toBe(404);
    await call('POST', '/v1/reset');
    expect(await ask(TAG)).toBe('test-instance');
  });

  test('patches the instance and the options', async () => {
    const { call, ask } = await start();
    await call('PATCH', '/v1/instance', { privateIp: '10.0.0.9' });
    expect(await ask('/latest/meta-data/local-ipv4')).toBe('10.0.0.9');
    const type = { 'content-type': 'application/merge-patch+json' };
    await call('PATCH', '/v1/instance', { privateIp: null }, type);
    expect(await ask('/latest/meta-data/local-ipv4')).toBe('172.16.34.43');
    await call('PATCH', '/v1/metadata-options', { httpTokens: 'required' });
    expect(await ask('/latest/meta-data/mac')).toBe(401);
  });

  test('moves the clock', async () => {
    const { call } = await start();
    const { body: before } = await call('GET', '/v1/clock');
    expect(before).toMatchObject({ mode: 'running', speed: 1, pending: [] });
    await call('POST', '/v1/clock', { mode: 'frozen' });
    const { body } = await call('POST', '/v1/clock', { now: '2026-01-01T00:00:00Z' });
    expect(body).toMatchObject({ now: '2026-01-01T00:00:00.000Z', mode: 'frozen' });
    const moved = await call('POST', '/v1/clock', { advanceSeconds: 120 });
    expect(moved.body.now).toBe('2026-01-01T00:02:00.000Z');
  });

  test('has no body where nothing is sent as JSON', async () => {
    const { call, ask } = await start();
    await call('PUT', `/v1/paths${TAG}`, { value: 'web-2' });
    expect(await call('POST', '/v1/reset', '')).toMatchObject({ status: 204 });
    expect(await ask(TAG)).toBe('test-instance');
  });

  test('runs an action, and lists what there is', async () => {
    const { call, ask } = await start();
    const { body } = await call('GET', '/v1/actions');
    expect(body).toContainEqual({
      category: 'tags',
      action: 'set',
      description: 'Sets a tag',
      input: expect.objectContaining({ required: ['name', 'value'] }),
    });
    await call('POST', '/v1/actions/tags/set', { name: 'Name', value: 'web-3' });
    expect(await ask(TAG)).toBe('web-3');
    const { body: state } = await call('GET', '/v1/state');
    expect(state).toMatchObject({
      profile: 'aemm',
      instance: { tags: { Name: 'web-3' } },
      changes: [{ kind: 'action', category: 'tags', action: 'set' }],
    });
    expect(JSON.stringify(state)).not.toContain('userData"');
  });
});

describe('a refusal', () => {
  test.each([
    ['POST', '/v1/clock', {}, 400, 'needs mode, or one of now'],
    ['POST', '/v1/clock', { advance: 'soon' }, 400, 'a duration such as 2m'],
    [
      'POST',
      '/v1/clock',
      { hours: 5 },
      400,
      'unknown field "hours"; allowed: mode, now, advanceSeconds, advance, next;',
    ],
    ['POST', '/v1/clock', '{"advance"', 400, 'JSON'],
    ['POST', '/v1/clock', [{ advance: '1m' }], 400, 'The body is a list. Allowed: a JSON object.'],
    ['POST', '/v1/reset', 5, 400, 'The body is a number.'],
    ['POST', '/v1/reset', '"now"', 400, 'The body is a string.'],
    ['POST', '/v1/reset', 'null', 400, 'The body is null.'],
    ['PATCH', '/v1/instance', [], 400, 'expected record, received array'],
    ['POST', '/v1/actions/tags/set', 'null', 400, 'expected object, received null'],
    ['PATCH', '/v1/instance', { mac: 'x' }, 400, 'instance.mac'],
    ['PUT', '/v1/paths/latest/api/token', { value: 'x' }, 400, '/latest/api/token'],
    ['PUT', '/v1/paths/a', {}, 400, 'value'],
    ['POST', '/v1/actions/spot/explode', {}, 404, 'Unknown category "spot"'],
    ['POST', '/v1/actions/tags/set', { name: 5, value: '' }, 400, 'expected string'],
    ['POST', '/v1/actions/tags/remove', { name: 'x' }, 409, 'there is no tag "x"'],
    ['GET', '/v2/state', undefined, 404, '/openapi.json'],
    ['DELETE', '/v1/state', undefined, 405, 'Allowed: GET'],
    ['POST', '/v1/reset', { x: 'x'.repeat(2 ** 20 + 1) }, 413, 'too large'],
  ])('of %s %s with %s changes nothing', async (method, path, body, status, detail) => {
    const { call, imds } = await start();
    const { snapshot } = imds;
    const refused = await call(method, path, body);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({ status, detail: expect.stringContaining(detail) });
    expect(imds.snapshot).toBe(snapshot);
    expect(imds.changes).toEqual([]);
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml'])(
    'of a body that is %s says which type to send, and nothing is of any type',
    async (type) => {
      const { call } = await start();
      const headers = { 'content-type': type };
      expect(await call('POST', '/v1/clock', '{"advance":"2m"}', headers)).toMatchObject({
        status: 415,
        body: { detail: expect.stringContaining('"Content-Type: application/json"') },
      });
      expect((await call('POST', '/v1/reset', '', headers)).status).toBe(204);
    },
  );

  test.each<[string, string, Record<string, string>, number, Record<string, string>]>([
    ['PUT', '/v1/requests', {}, 405, { allow: 'GET, DELETE' }],
    ['GET', '/v1/state', { authorization: '' }, 401, { 'www-authenticate': 'Bearer' }],
    ['GET', '/v1/stream', { accept: 'application/json' }, 406, {}],
  ])('of %s %s with %j has status %i and its headers', async (...row) => {
    const [method, path, sent, status, expected] = row;
    const { url } = await start('secret');
    const headers = { authorization: 'Bearer secret', ...sent };
    const answer = await fetch(`${url}${path}`, { method, headers });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^application\/problem\+json/),
      ...expected,
    });
    expect(await answer.json()).toMatchObject({ status, detail: expect.any(String) });
  });

  test.each([
    ['/v1/actions/tags/set', { name: 5, value: '' }, 'name', 'expected string'],
    ['/v1/actions/tags/remove', { nmae: 'x', name: 'y' }, 'nmae', 'allowed: name.'],
    ['/v1/reset', { all: true }, 'all', 'allowed: none.'],
    ['/v1/clock', { now: '1960-01-01T00:00:00Z' }, 'now', 'Allowed: 1970-01-01T00:00:00Z to 9999-'],
    ['/v1/clock', { now: '9999-06-01T00:00:00Z' }, 'now', 'Allowed: 1970-01-01T00:00:00Z to 9999-'],
    ['/v1/clock', { advanceSeconds: 1e12 }, 'advanceSeconds', 'Allowed: 1970-01-01T00:00:00Z to'],
    [
      '/v1/scenarios',
      { steps: [{ at: '1s', do: 'iam.rotate' }], speed: 0 },
      'speed',
      'Allowed: a number above 0',
    ],
  ])('of POST %s with %j names the field', async (path, input, field, detail) => {
    const { call } = await start();
    const { status, body } = await call('POST', path, input);
    expect([status, body.code, body.field]).toEqual([400, 'AEMM_INPUT_INVALID', field]);
    expect(body.detail).toMatch(detail);
  });
});

/** The status of a request with headers that `fetch` does not send. */
function statusWith(port: number, headers: Record<string, string>, path = '/v1/state') {
  return new Promise<number | undefined>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers })
      .once('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .once('error', reject)
      .end();
  });
}

describe('the control plane is kept from', () => {
  test.each([
    [{ host: 'evil.example.com' }, 403],
    [{ host: 'localhost' }, 200],
    [{ host: '127.0.0.1', origin: 'http://evil.example.com' }, 403],
    [{ host: '127.0.0.1', origin: 'null' }, 403],
    [{ host: '127.0.0.1:1', origin: 'http://127.0.0.1:1' }, 200],
    [{ host: 'localhost', origin: 'https://localhost' }, 200],
    [{ host: 'localhost', origin: 'https://localhost:8443' }, 403],
    [{ host: 'localhost', origin: 'ftp://localhost' }, 403],
  ])('web pages: %j', async (headers, status) => {
    const { controlPort } = await start();
    expect(await statusWith(controlPort, headers)).toBe(status);
  });

  test.each([
    [undefined, 401],
    ['Bearer wrong', 401],
    ['Bearer ', 401],
    ['Basic c2VjcmV0', 401],
    ['secret', 401],
    ['Bearer secret', 200],
    ['bearer secret', 200],
  ])('those without its token: %s', async (authorization, status) => {
    const { call } = await start('secret');
    const headers = authorization === undefined ? {} : { authorization };
    expect((await call('GET', '/v1/state', undefined, headers)).status).toBe(status);
    expect((await call('GET', '/healthz')).status).toBe(200);
    expect((await call('GET', '/readyz')).status).toBe(200);
    expect((await call('GET', '/metrics', undefined, headers)).status).toBe(status);
  });

  test('others, without a token', async () => {
    const mock = await startMock();
    const open = (host: string, token?: string) =>
      mock.listenControl({ host, port: 0, ...(token !== undefined && { token }) });
    for (const host of ['0.0.0.0', '', '::']) {
      await expect(open(host)).rejects.toMatchObject({
        code: 'AEMM_CONTROL_OPEN',
        message: expect.stringContaining('--control-token'),
      });
    }
    expect((await open('0.0.0.0', 'secret')).port).toBeGreaterThan(0);
  });
});

test('the metadata port has no control plane', async () => {
  const { ask } = await start();
  expect(await ask('/v1/state')).toBe(404);
  expect(await ask('/healthz')).toBe(404);
});

test('the OpenAPI document has every operation and action', async () => {
  const { call } = await start();
  const { body } = await call('GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths)).toContain('/v1/actions/tags/set');
  expect(body.paths['/v1/paths/{path}'].put.requestBody.content['application/json'].schema).toEqual(
    {
      type: 'object',
      additionalProperties: false,
      properties: { value: expect.anything() },
      required: ['value'],
    },
  );
});

/** What the operations need, by id. */
const INPUTS: Readonly<Record<string, unknown>> = {
  'set-path': { value: 'x' },
  'move-clock': { mode: 'frozen' },
  'add-fault': { name: 'x', latency: 1 },
  'set-faults': [{ name: 'x', latency: 1 }],
  'play-scenario': { steps: [{ at: '1s', do: 'iam.rotate' }] },
  'tags.set': { name: 'x', value: 'y' },
  'tags.remove': { name: 'Name' },
};

test('the OpenAPI document states the status that each operation and action has', async () => {
  const { call, control } = await start();
  const { body } = await call('GET', '/openapi.json');
  const described = Object.entries(body.paths as Record<string, Record<string, Described>>);
  for (const [path, methods] of described.filter(([path]) => !path.includes('{action}'))) {
    for (const [method, { operationId, responses, requestBody }] of Object.entries(methods)) {
      control.reset();
      control.fault({ name: 'x', latency: 1 });
      const input = requestBody && (INPUTS[operationId] ?? {});
      const { status } = await call(method.toUpperCase(), path.replace(/{\w+}/, 'x'), input);
      expect([operationId, Object.keys(responses)]).toEqual([
        operationId,
        [`${status}`, 'default'],
      ]);
    }
  }
});

/** An operation, as the document has it. */
interface Described {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly responses: object;
}

test('metrics are those of the mock', async () => {
  const { call, ask } = await start();
  await ask('/latest/meta-data/mac');
  const { body } = await call('GET', '/metrics');
  expect(body).toMatch(/^aemm_connections_accepted_total \d+$/m);
});

/** Reads the stream of what happens: all of it until a part of it has come. */
async function readStream(url: string) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const { body } = await fetch(`${url}/v1/stream`, { signal: abort.signal });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (part: string): Promise<string> => {
    while (!text.includes(part)) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`The stream ended without ${part}: ${text}`);
      text += value;
    }
    return text;
  };
  return { until };
}

test('the stream reports what happens, and ends with the mock', async () => {
  const { call, url, close } = await start();
  const { until } = await readStream(url);
  await until('event: ready');
  await call('POST', '/v1/reset');
  await until('event: reset');
  await call('PATCH', '/v1/instance', { id: 'i-2' });
  await until('"kind":"instance"');
  await call('POST', '/v1/clock', { now: '2030-01-01T00:00:00Z', mode: 'frozen' });
  await until('data: {"mode":"frozen","now":"2030-01-01T00:00:00.000Z"}');
  await close();
  await expect(until('never')).rejects.toThrow();
});

const SECRET = 'db-password';
const BASE64 = btoa(SECRET);

describe('user data that is changed is neither in the state nor in the stream', () => {
  const PATH = '/v1/paths/latest/user-data';

  test.each([
    ['PATCH', '/v1/instance', { userData: SECRET, type: 'm5.large' }, 11],
    ['PATCH', '/v1/instance', { userDataBase64: BASE64, userData: null }, 11],
    ['PUT', PATH, { value: SECRET }, 11],
    ['PUT', PATH, { value: { is: SECRET } }, 20],
    ['PUT', '/v1/paths/latest%2F%2Fuser-data/', { value: SECRET }, 11],
    ['PUT', '/v1/paths/2021-01-03/user-data', { value: SECRET }, 11],
  ])('by %s %s with %j', async (method, path, body, bytes) => {
    const { call, url } = await start();
    const { until } = await readStream(url);
    await until('event: ready');
    expect(await call(method, path, body)).toMatchObject({ status: 204 });
    const { body: state } = await call('GET', '/v1/state');
    await call('POST', '/v1/reset');
    for (const text of [JSON.stringify(state.changes), await until('event: reset')]) {
      expect(text).toContain(`"userDataBytes":${bytes}`);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(BASE64);
    }
  });

  test('but that it is taken away is', async () => {
    const { call } = await start();
    await call('PATCH', '/v1/instance', { userData: null });
    await call('DELETE', PATH);
    expect((await call('GET', '/v1/state')).body.changes).toEqual([
      { kind: 'instance', patch: { userDataBytes: null } },
      { kind: 'path', path: '/latest/user-data', value: null },
    ]);
  });
});

test('the stream of a client that does not read draws no warning of Node', async () => {
  const { call, controlPort } = await start();
  const warnings: string[] = [];
  const keep = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', keep);
  const socket = connect(controlPort, '127.0.0.1');
  onTestFinished(() => {
    process.off('warning', keep);
    socket.destroy();
  });
  socket.write('GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'readable');
  // More than the buffers of the system hold.
  const value = 'x'.repeat(60_000);
  for (let change = 0; change < 200; change++) await call('PUT', `/v1/paths${TAG}`, { value });

  expect(warnings).toEqual([]);
});

test.each([
  ['events', 1100, 'x'],
  ['characters', 20, 'x'.repeat(2 ** 20)],
])('the stream of a client for which too many %s wait is cut off', async (_, events, value) => {
  const { control, controlPort } = await start();
  const socket = connect(controlPort, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'readable');
  for (let event = 0; event < events; event++) control.set(TAG, value);
  const isClosed = once(socket, 'close');
  socket.on('error', () => {}).resume();
  await isClosed;
});

test('requests are answered while an operation is done that takes long', async () => {
  const leaves = Array.from({ length: 5000 }, (_, index) => `many-${index}`);
  const paths = Object.fromEntries(leaves.map((key) => [key, `/latest/meta-data/many/${key}`]));
  const values = Object.fromEntries(leaves.map((key) => [key, key]));
  const spec = { overrides: { metadata: { paths, values } } };
  const { call, ask } = await start(undefined, { spec });
  let isDone = false;
  const operation = call('PATCH', '/v1/instance', { tags: { Name: 'web-2' } }).finally(() => {
    isDone = true;
  });
  let answered = 0;
  for (; !isDone; answered++) await ask(TAG);

  expect((await operation).status).toBe(204);
  expect(answered).toBeGreaterThan(10);
  expect(await ask(TAG)).toBe('web-2');
});
