import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@aemm/config';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openOwnCredentials } from './open.ts';

const KEYS = 'aws_access_key_id = AKIAONE\naws_secret_access_key = secret\n';

async function open(from: string, env: Record<string, string> = {}, files = {}) {
  const home = await mkdtemp(join(tmpdir(), 'aemm-aws-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const places = {
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_CONFIG_FILE: join(home, 'config'),
  };
  const write = (name: string, text: string) => writeFile(join(home, name), text);
  for (const [name, text] of Object.entries<string>(files)) await write(name, text);
  const input = { env: { ...places, ...env }, home, cwd: home, categories: [] };
  const config = await loadConfig({ ...input, flags: { credentialsFrom: from } });
  const warnings: string[] = [];
  const own = await openOwnCredentials(config, input, (line) => warnings.push(line));
  onTestFinished(() => own?.close());
  return { own, warnings, write };
}

test('there are none by default', async () => {
  expect((await open('')).own).toBeUndefined();
});

describe('credentials of the environment', () => {
  const ENV = { AWS_ACCESS_KEY_ID: 'AKIAONE', AWS_SECRET_ACCESS_KEY: 'secret' };

  test.each([
    [{}, {}],
    [{ AWS_SESSION_TOKEN: '' }, {}],
    [{ AWS_SESSION_TOKEN: 'token' }, { sessionToken: 'token' }],
    [{ AWS_CREDENTIAL_EXPIRATION: '2030-01-01T00:00:00+00:00' }, { expiresAt: Date.UTC(2030, 0) }],
  ])('are read with %j', async (more, expected) => {
    const { own } = await open('env', { ...ENV, ...more });

    expect(own?.read()).toEqual({
      accessKeyId: 'AKIAONE',
      secretAccessKey: 'secret',
      ...expected,
    });
  });

  test.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('need %s', async (name) => {
    await expect(open('env', { ...ENV, [name]: '' })).rejects.toMatchObject({
      exitCode: 2,
      problems: [expect.stringContaining(`but ${name} is not set`)],
    });
  });
});

describe('credentials of a profile', () => {
  test.each([
    ['the credentials file', { credentials: `[dev]\n${KEYS}` }],
    ['the config file', { config: `[profile dev]\n${KEYS}` }],
    [
      'the credentials file before the config file',
      { credentials: `[dev]\n${KEYS}`, config: '[profile dev]\naws_access_key_id = AKIATWO\n' },
    ],
  ])('are read from %s', async (_, files) => {
    const { own } = await open('profile:dev', {}, files);

    expect(own?.owner).toBe('profile dev');
    expect(own?.read()).toEqual({ accessKeyId: 'AKIAONE', secretAccessKey: 'secret' });
  });

  test('follow their file, and stay while it cannot be used', async () => {
    const { own, warnings, write } = await open(
      'profile:dev',
      {},
      { config: `[profile dev]\n${KEYS}` },
    );

    await write(
      'credentials',
      '[dev]\naws_access_key_id = AKIATWO\naws_secret_access_key = other\naws_session_token = t\n',
    );
    await expect
      .poll(() => own?.read(), { timeout: 10_000 })
      .toEqual({ accessKeyId: 'AKIATWO', secretAccessKey: 'other', sessionToken: 't' });
    await write('config', '[profile other]\n');
    await write('credentials', '[other]\na = b\n');
    await expect
      .poll(() => warnings.at(-1), { timeout: 10_000 })
      .toMatch(/stay as they were: .*no profile "dev"/);
    expect(own?.read().accessKeyId).toBe('AKIATWO');
    expect(warnings.join()).not.toMatch(/AKIA|secret/);
  });

  test.each([
    [
      'there is no such profile',
      { config: '[profile other]\na = b\n' },
      /There is no profile "dev"/,
    ],
    [
      'it signs in elsewhere',
      { config: '[profile dev]\nsso_session = x\n' },
      /export-credentials --profile dev/,
    ],
  ])('are refused where %s', async (_, files, line) => {
    await expect(open('profile:dev', {}, files)).rejects.toMatchObject({
      exitCode: 2,
      problems: [expect.stringMatching(line)],
    });
  });
});
