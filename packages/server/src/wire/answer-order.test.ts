import { aemmProfile, createEc2Profile } from '@aemm/core';
import { expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { talk } from '../../test/talk.ts';

const PROFILES = { aemm: aemmProfile, ec2: createEc2Profile({ keepAlive: true }) };
const LEAD =
  'GET /latest/meta-data/instance-id HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n';

/** What is answered without Node's queue of answers, or ends the connection. */
const LAST: readonly (readonly [name: string, bytes: string])[] = [
  ['a request of HTTP/1.0', 'GET /nothing-here HTTP/1.0\r\nHost: a\r\n\r\n'],
  ['CONNECT', 'CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['bytes that are not a request', 'nonsense\r\n\r\n'],
  [
    'a chunk without a size',
    'PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n',
  ],
];

test.for(
  Object.entries(PROFILES).flatMap(([profile, value]) =>
    LAST.flatMap(([name, bytes]) =>
      [1, 2, 20].map((lead) => [profile, lead, name, value, bytes] as const),
    ),
  ),
)('in profile %s, %i answers come before that to %s', async ([, lead, , profile, bytes]) => {
  const { port } = await startMock({ spec: { profile } });
  const statuses = [
    ...(await talk(port, LEAD.repeat(lead) + bytes)).matchAll(/HTTP\/1\.[01] (\d+)/g),
  ];

  expect(statuses.length).toBeGreaterThan(lead);
  expect(statuses.slice(0, lead).map(([, status]) => status)).toEqual(Array(lead).fill('200'));
  expect(statuses.at(-1)?.[1]).toMatch(/^4/);
});
