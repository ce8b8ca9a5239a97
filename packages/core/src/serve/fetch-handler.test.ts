import { describe, expect, test } from 'vitest';
import { bundledCategories, createEc2Profile, toFetchHandler } from '../index.ts';
import { createTestControl, createTestImds } from '../testing.ts';

const URL = 'http://169.254.169.254';
const MAC = '/latest/meta-data/mac';
const spec = { categories: bundledCategories };

describe('a fetch handler', () => {
  test('answers as the service does', async () => {
    const { imds, request } = createTestImds(spec);
    const answer = await toFetchHandler(imds)(new Request(`${URL}${MAC}?x=1`));
    const expected = request(MAC);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(expected.body);
    expect(answer.headers.get('content-type')).toBe(expected.headers['content-type']);
  });

  test('issues session tokens, and knows them', async () => {
    const { imds } = createTestImds({ ...spec, metadataOptions: { httpTokens: 'required' } });
    const handle = toFetchHandler(imds);
    expect((await handle(new Request(`${URL}${MAC}`))).status).toBe(401);
    const ttl = { 'X-aws-ec2-metadata-token-ttl-seconds': '60' };
    const issued = await handle(
      new Request(`${URL}/latest/api/token`, { method: 'PUT', headers: ttl }),
    );
    const headers = { 'X-aws-ec2-metadata-token': await issued.text() };
    expect((await handle(new Request(`${URL}${MAC}`, { headers }))).status).toBe(200);
  });

  test('has headers alone for HEAD, and no body where there is none', async () => {
    const { imds } = createTestImds({ ...spec, profile: createEc2Profile() });
    const handle = toFetchHandler(imds);
    const head = await handle(new Request(`${URL}${MAC}`, { method: 'HEAD' }));
    expect(head.headers.get('content-length')).toBe('17');
    expect(await head.text()).toBe('');
    const refused = await handle(new Request(`${URL}/latest/api/token`, { method: 'PUT' }));
    expect([refused.status, await refused.text()]).toEqual([400, '']);
  });

  test('enters what was asked into a journal, without secrets', async () => {
    const { imds, journal, requests, fault } = createTestControl(spec);
    const handle = toFetchHandler(imds, { client: () => '::ffff:10.0.0.1', journal });
    const ttl = { 'X-aws-ec2-metadata-token-ttl-seconds': '60' };
    const token = await (
      await handle(new Request(`${URL}/latest/api/token`, { method: 'PUT', headers: ttl }))
    ).text();
    fault({ name: 'outage', path: MAC, status: 503, times: 1 });
    const headers = { 'X-aws-ec2-metadata-token': token, 'user-agent': `test ${token}` };
    await handle(new Request(`${URL}${MAC}?token=${token}`, { headers }));

    const facts = { client: '10.0.0.1', time: '2026-01-01T00:00:00.000Z', ms: 0 };
    expect(requests()).toEqual([
      {
        ...facts,
        id: 1,
        method: 'PUT',
        path: '/latest/api/token',
        imds: 'v2',
        token: 'none',
        status: 200,
      },
      {
        ...facts,
        id: 2,
        method: 'GET',
        path: MAC,
        imds: 'v2',
        token: 'valid',
        status: 503,
        userAgent: 'test [token]',
        fault: 'outage',
      },
    ]);
  });

  test('knows its client', async () => {
    const { imds } = createTestImds({ ...spec, hops: { '10.0.0.0/8': 2 } });
    imds.apply({ kind: 'metadata-options', patch: { httpPutResponseHopLimit: 1 } });
    const ask = (client: string, signal: AbortSignal) =>
      toFetchHandler(imds, { client: () => client })(
        new Request(`${URL}/latest/api/token`, {
          method: 'PUT',
          headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60' },
          signal,
        }),
      );
    const abort = new AbortController();
    expect((await ask('127.0.0.1', abort.signal)).status).toBe(200);
    const lost = ask('10.0.0.1', abort.signal);
    abort.abort(new Error('gave up'));
    await expect(lost).rejects.toThrow('gave up');
    await expect(ask('10.0.0.1', abort.signal)).rejects.toThrow('gave up');
  });
});
