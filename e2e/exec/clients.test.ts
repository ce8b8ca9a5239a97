import { expect, test } from 'vitest';
import { works } from './support/namespaces.ts';
import { runExec } from './support/run.ts';

/** Credentials of the caller, which a client would use before those of an instance. */
const REAL = {
  AWS_ACCESS_KEY_ID: 'AKIDREAL',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
  AWS_EC2_METADATA_DISABLED: 'true',
};

test('the AWS SDK for JavaScript gets the credentials of the role, past those of the caller', async () => {
  const source = `
    import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
    const { accessKeyId } = await fromNodeProviderChain({ maxRetries: 0, timeout: 20_000 })();
    console.log(accessKeyId);
  `;
  const program = ['--', process.execPath, '--input-type=module', '--eval', source];
  const { stdout, status } = await runExec(['--imdsv2', '--profile', 'ec2', ...program], {
    env: REAL,
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ASIA\w+\n$/);
});

const env = {
  HOME: '/nonexistent',
  ...(process.env.PYENV_ROOT && { PYENV_ROOT: process.env.PYENV_ROOT }),
};
const NO_AWS = works('aws', '--version') ? '' : ' (skipped: there is no aws on the PATH)';

test.skipIf(NO_AWS !== '')(
  `aws configure list shows the credentials of the role${NO_AWS}`,
  async () => {
    const { stdout, status } = await runExec(['--', 'aws', 'configure', 'list'], {
      env: { ...REAL, ...env },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/access_key +\*+8901 +iam-role/);
  },
);
