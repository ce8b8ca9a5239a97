import { writeFileSync } from 'node:fs';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { shareMock } from '../cli/support/mock.ts';

const profile = (id: string) =>
  `[dev]\naws_access_key_id = ${id}\naws_secret_access_key = secret-of-${id}\naws_session_token = token-of-${id}\n`;
const files = tempTree({ credentials: profile('AKIAONE') });
const env = {
  AWS_SHARED_CREDENTIALS_FILE: files.join('credentials'),
  AWS_CONFIG_FILE: files.join('none'),
};
const ROLE = '/latest/meta-data/iam/security-credentials/my-role';

describe('credentials of the caller', () => {
  const typed = '--profile ec2 --credentials-from profile:dev --request-log json';
  const mock = shareMock(typed, { env });

  test('are those of the role, follow their file, and get into no log', async () => {
    const read = async () => JSON.parse((await mock().get(ROLE)).body);
    expect(await read()).toMatchObject({
      Code: 'Success',
      AccessKeyId: 'AKIAONE',
      SecretAccessKey: 'secret-of-AKIAONE',
      Token: 'token-of-AKIAONE',
    });
    writeFileSync(files.join('credentials'), profile('AKIATWO'));
    await expect.poll(async () => (await read()).AccessKeyId, { timeout: 10_000 }).toBe('AKIATWO');

    const { stdout, stderr } = mock();
    expect(stderr).toContain(
      'Warning: every client of this mock gets the real credentials of profile dev',
    );
    expect(`${stdout}${stderr}`).not.toMatch(/AKIA|secret-of|token-of/);
  });

  test('are not handed on by default', async () => {
    const { stdout } = await runCli(['routes', '--values', '--profile', 'ec2'], {
      env: { AWS_ACCESS_KEY_ID: 'AKIAONE', AWS_SECRET_ACCESS_KEY: 'secret-of' },
    });
    expect(stdout).not.toMatch(/AKIA|secret-of/);
  });
});

test('an unknown profile is refused at the start in one line', async () => {
  const { exitCode, stderr } = await runCli(['-p', '0', '--credentials-from', 'profile:no'], {
    env,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^credentialsFrom: There is no profile "no" in \S+ or \S+\.$/m);
});
