import type { Answer } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { exchangeOf } from '../../test/exchange-of.ts';
import { buildMock } from '../../test/mock.ts';

const ID = '/latest/meta-data/instance-id';

describe('a request', () => {
  test('is answered with the status, headers and body of core', async () => {
    const answer = await buildMock().server.inject(ID);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('i-1234567890abcdef0');
    expect(answer.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': '19' });
  });

  test('with HEAD gets the headers of GET and no body', async () => {
    const { server } = buildMock();
    const [get, head] = [await server.inject(ID), await server.inject({ method: 'HEAD', url: ID })];
    expect(head.body).toBe('');
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  });

  test('carries bytes that are not text', async () => {
    const bytes = Uint8Array.from([0, 255, 128, 10]);
    const { server } = buildMock({
      spec: {
        overrides: { userdata: { values: { userdata: Buffer.from(bytes).toString('base64') } } },
      },
    });
    const answer = await server.inject('/latest/user-data');
    expect(new Uint8Array(answer.rawPayload)).toEqual(bytes);
  });

  test.each([
    'GET',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'QUERY',
    'PROPFIND',
    'LOCK',
  ])('with %s is decided by core', async (method) => {
    const { server, imds } = buildMock();
    const { answer: expected } = imds.handle({ method, path: ID, headers: {}, client: '' });
    const answer = await server.inject({ method: method as 'GET', url: ID });
    expect(answer.statusCode).toBe(expected.status);
    expect(answer.body).toBe(expected.body);
  });

  test.each(['application/json', 'no type at all', 'text/plain; charset=x; q'])(
    'with a body of type %s is answered, the body unread',
    async (type) => {
      const { server } = buildMock();
      const headers = { 'content-type': type, 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
      const answer = await server.inject({
        method: 'PUT',
        url: '/latest/api/token',
        headers,
        payload: '{"broken',
      });
      expect(answer.statusCode).toBe(200);
    },
  );
});

describe('a failure of our own code', () => {
  test('answers 500 in the form of the profile and is logged once', async () => {
    const mock = buildMock({
      imds: {
        handle: () => {
          throw new TypeError('not\nready');
        },
      },
    });
    const answer = await mock.server.inject(`${ID}?\u0007`);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('<title>500 - Internal Server Error</title>');
    await new Promise(setImmediate);
    expect(await mock.lines()).toMatchInlineSnapshot(`
      [
        "Error: GET /latest/meta-data/instance-id answers 500: TypeError: not\\nready",
        "GET /latest/meta-data/instance-id 500 127.0.0.1 v1",
      ]
    `);
  });

  test('in the headers of an answer does as well', async () => {
    const broken: Answer = { status: 200, headers: ['X', 'a\nb'], body: '' };
    const { server } = buildMock({ imds: { handle: () => exchangeOf(broken) } });
    expect((await server.inject(ID)).statusCode).toBe(500);
  });
});
