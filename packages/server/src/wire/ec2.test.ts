import { createEc2Profile } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { fixed, talk } from '../../test/talk.ts';

const spec = { profile: createEc2Profile(), instance: { availabilityZone: 'us-west-2a' } };
const REGION = '/latest/meta-data/placement/region';
const TTL = 'X-aws-ec2-metadata-token-ttl-seconds: 60\r\n';

async function exchange(bytes: string): Promise<string> {
  const { port } = await startMock({ spec, checkHost: 'off' });
  return fixed(await talk(port, bytes)).replaceAll(/(Last-Modified|Date): .*/g, '$1: …');
}

describe('profile ec2 on the wire', () => {
  test('answers as a Nitro instance was captured in June 2024', async () => {
    expect(await exchange(`GET ${REGION} HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n`)).toBe(
      [
        'HTTP/1.1 200 OK',
        'Content-Type: text/plain',
        'Accept-Ranges: none',
        'Last-Modified: …',
        'Content-Length: 9',
        'Date: …',
        'Server: EC2ws',
        'Connection: close',
        '',
        'us-west-2',
      ].join('\n'),
    );
  });

  test('closes a connection that asks to stay open', async () => {
    expect(
      await exchange(`GET ${REGION} HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n`),
    ).toContain('\nConnection: close\n');
  });

  test.each(['GET', 'PUT'])('answers HTTP/1.1 without Host: %s', async (method) => {
    const path = method === 'PUT' ? '/latest/api/token' : REGION;
    expect(await exchange(`${method} ${path} HTTP/1.1\r\n${TTL}\r\n`)).toMatch(/^HTTP\/1\.1 200/);
  });

  test('answers HTTP/1.0 as such, HEAD without a body', async () => {
    expect(await exchange(`GET ${REGION} HTTP/1.0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.0 200 OK\n[\s\S]*\n\nus-west-2$/,
    );
    expect(await exchange(`HEAD ${REGION} HTTP/1.0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.0 200 OK\n[\s\S]*Content-Length: 9\n[\s\S]*\n\n$/,
    );
  });

  test('has no body for HEAD', async () => {
    expect(await exchange(`HEAD ${REGION} HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(
      /Content-Length: 9\n[\s\S]*\n\n$/,
    );
  });

  test('refuses every expectation with its page, and never continues', async () => {
    const put = 'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\n';
    const answer = await exchange(`${put}${TTL}Expect: 100-continue\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 417 Expectation Failed\nContent-Type: text\/html\n/);
    expect(answer).toContain('\n         "http://www.w3.org/TR/');
    expect(answer).not.toContain('100 Continue');
  });

  test('ignores an upgrade to HTTP/2', async () => {
    const upgrade =
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n';
    expect(await exchange(`GET ${REGION} HTTP/1.1\r\nHost: a\r\n${upgrade}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 OK\n[\s\S]*us-west-2$/,
    );
  });

  test.each([
    ['/latest//meta-data/placement//region', '200'],
    ['/latest/meta-data/../meta-data/placement/region', '200'],
    ['/latest/meta-data/placement/region/', '200'],
    ['/latest/meta-data/placement/region?x=1', '200'],
    ['/latest/Meta-Data/placement/region', '404'],
    ['/metadata/instance?api-version=2021-02-01', '404'],
    ['/computeMetadata/v1/', '404'],
    ['/openstack/latest/meta_data.json', '404'],
    ['/opc/v2/instance/', '404'],
  ])('answers %s with %s', async (path, status) => {
    expect(await exchange(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} `),
    );
  });
});

test('the PUT of a client beyond the hop limit gets no answer, and the log says why', async () => {
  const mock = await startMock({
    spec: { ...spec, metadataOptions: { httpPutResponseHopLimit: 1 }, hops: { '127.0.0.0/8': 2 } },
  });
  const put = talk(mock.port, `PUT /latest/api/token HTTP/1.1\r\nHost: a\r\n${TTL}\r\n`);
  const get = await talk(mock.port, `GET ${REGION} HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(get).toMatch(/^HTTP\/1\.1 200/);
  expect(await mock.lines()).toContainEqual(
    expect.stringMatching(/^PUT \/latest\/api\/token 0 127\.0\.0\.1 v2 \(beyond the hop limit\)$/),
  );
  await mock.close();
  expect(await put).toBe('');
});

test('the aemm profile goes on with a request that expects it', async () => {
  const { port } = await startMock();
  const put = 'PUT /latest/api/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
  const answer = await talk(port, `${put}${TTL}Expect: 100-continue\r\nContent-Length: 0\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
});
