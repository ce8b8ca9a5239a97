import { aemmProfile, createEc2Profile } from '@aemm/core';
import { expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { fixed, talk } from '../../test/talk.ts';

/** Methods that HTTP does not have: of HTTP/2, of RTSP, and an invented one. */
const REQUESTS = [
  'PRI /1.1\r\n\r\n',
  'PRI / HTTP/1.1\r\nHost: a\r\n\r\n',
  'DESCRIBE / RTSP/1.0\r\n\r\n',
  'DESCRIBE / HTTP/1.1\r\nHost: a\r\n\r\n',
  'SETUP / RTSP/1.0\r\n\r\n',
  'FLUSH / RTSP/1.0\r\n\r\n',
  'NONSENSE / HTTP/1.1\r\nHost: a\r\n\r\n',
];

test.for(
  [aemmProfile, createEc2Profile()].flatMap((profile) =>
    REQUESTS.map((bytes) => [profile.id, bytes, profile] as const),
  ),
)('in profile %s, %j is answered in the form of the profile', async ([, bytes, profile]) => {
  const { port } = await startMock({ spec: { profile } });
  const answer = fixed(await talk(port, bytes));
  const malformed = fixed(await talk(port, 'nonsense\r\n\r\n'));

  expect(answer).toBe(malformed);
});
