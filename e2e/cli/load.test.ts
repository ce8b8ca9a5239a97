import { Agent } from 'node:http';
import { expect, test } from 'vitest';
import { LEAVES } from './support/defaults.ts';
import { bearing, startMock } from './support/mock.ts';

const MANY = 1000;

const TTL = { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' };

test('[D01] a thousand token requests at once are all answered, each with a token of its own that works', async () => {
  await using mock = await startMock('--imdsv2');
  // Each on a connection of its own, as a fleet has it.
  const answers = await Promise.all(
    Array.from({ length: MANY }, () =>
      mock.request('/latest/api/token', { method: 'PUT', headers: TTL, agent: false }),
    ),
  );

  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const tokens = answers.map(({ body }) => body);
  expect(new Set(tokens).size).toBe(MANY);

  const reads = await Promise.all(
    tokens.map((token) => mock.get('/latest/meta-data/mac', bearing(token))),
  );
  expect(reads.filter(({ body }) => body !== '0e:49:61:0f:c3:11')).toEqual([]);
});

test('a thousand reads at once are all answered, none wrong', async () => {
  await using mock = await startMock();
  const expected = Array.from({ length: MANY }, (_, index) => LEAVES[index % LEAVES.length]);
  const answers = await Promise.all(
    expected.map((leaf) => mock.request(leaf?.path ?? '', { agent: false })),
  );

  expect(
    answers.flatMap(({ status, type, body }, index) => {
      const leaf = expected[index];
      return status === 200 && type === leaf?.type && body === leaf.body ? [] : [leaf?.path];
    }),
  ).toEqual([]);
});

test('ten thousand reads over a few connections are all answered', async () => {
  await using mock = await startMock('--request-log off');
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const answers = await Promise.all(
    Array.from({ length: 10 * MANY }, () => mock.request('/latest/meta-data/mac', { agent })),
  );
  agent.destroy();

  expect(answers.filter(({ body }) => body !== '0e:49:61:0f:c3:11')).toEqual([]);
});
