import { expect, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { talk } from '../../test/talk.ts';

const TOKEN_HEADER = 'X-aws-ec2-metadata-token';
const USER_DATA = 'password=correct-horse-battery-staple';
const CREDENTIALS = '/latest/meta-data/iam/security-credentials/baskinc-role';
const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);

/** What must not be logged: each word of the values that an answer holds. */
function secretsOf(json: string): string[] {
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(json);
  return [AccessKeyId, SecretAccessKey, Token];
}

test.each(['text', 'json'] as const)(
  'a log of %s and the journal have no token, credentials or user data',
  async (format) => {
    const { port, lines, imds, journal } = await startMock({
      format,
      spec: {
        metadataOptions: { httpTokens: 'required' },
        overrides: { userdata: { values: { userdata: btoa(USER_DATA) } } },
      },
    });
    const send = (method: string, target: string, header = ''): Promise<string> =>
      talk(port, `${method} ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${header}\r\n`);

    const ttl = 'X-aws-ec2-metadata-token-ttl-seconds: 60\r\n';
    const token = bodyOf(await send('PUT', '/latest/api/token', ttl));
    const header = `${TOKEN_HEADER}: ${token}\r\n`;
    const credentials = secretsOf(bodyOf(await send('GET', CREDENTIALS, header)));
    expect(bodyOf(await send('GET', '/latest/user-data', header))).toBe(USER_DATA);
    // Refused, misspelt, malformed and misplaced.
    await send('GET', CREDENTIALS, `${TOKEN_HEADER}: ${token}x\r\n`);
    await send('POST', `/latest/api/token?token=${token}`, header);
    await send('GET', `/latest/user-data?${token}`);
    await send('GET', `http://user:${token}@a/latest/user-data`, header);
    await send('GET', CREDENTIALS, `${TOKEN_HEADER}: ${token}\nsecret: ${token}\r\n`);
    await send(`G${token}`, '/', header);
    await send('CONNECT', `${token}@a:80`, header);
    await send('GET', '/', `${header}Expect: ${token}\r\n`);
    Object.assign(imds, {
      handle: () => {
        throw new Error('broken');
      },
    });
    await send('GET', `${CREDENTIALS}?${token}`, header);

    const logged = (await lines()).join('\n');
    expect(logged).toContain('broken');
    expect(logged.split('\n')).toHaveLength(13);
    const entries = JSON.stringify(journal.find());
    expect(journal.find()).toHaveLength(12);
    for (const secret of [token, ...credentials, ...USER_DATA.split('=')]) {
      expect(logged).not.toContain(secret);
      expect(entries).not.toContain(secret);
    }
  },
);
