import { describe, expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { talk } from '../../test/talk.ts';

const CROWD = 1000;
const crowd = <T>(ask: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: CROWD }, (_, index) => ask(index)));
const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);

describe('a thousand connections at once', () => {
  test('each get a session token of their own, and each token is good', async () => {
    const { port } = await startMock({ spec: { metadataOptions: { httpTokens: 'required' } } });
    const put = 'X-aws-ec2-metadata-token-ttl-seconds: 60\r\nConnection: close\r\n\r\n';
    const tokens = await crowd(async () =>
      bodyOf(await talk(port, `PUT /latest/api/token HTTP/1.1\r\nHost: a\r\n${put}`)),
    );
    expect(new Set(tokens).size).toBe(CROWD);

    const answers = await crowd((index) => {
      const token = `X-aws-ec2-metadata-token: ${tokens[index]}\r\nConnection: close\r\n\r\n`;
      return talk(port, `GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n${token}`);
    });
    expect(new Set(answers.map(bodyOf))).toEqual(new Set(['0e:49:61:0f:c3:11']));
  });

  test('each get the answer to their own question', async () => {
    const { port, imds } = await startMock();
    const paths = imds.snapshot.routes.map(({ path }) => path);
    const ask = (index: number): string => paths[index % paths.length] ?? '/';
    const answers = await crowd((index) =>
      talk(port, `GET ${ask(index)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
    );
    const expected = answers.map((_, index) => {
      const {
        answer: { body },
      } = imds.handle({
        method: 'GET',
        path: ask(index),
        headers: {},
        client: '127.0.0.1',
      });
      return typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
    });
    expect(answers.map(bodyOf)).toEqual(expected);
  });
}, 20_000);
