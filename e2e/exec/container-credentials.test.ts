import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { NO_NETWORK, runInOwnNetwork } from './support/namespaces.ts';
import { runExec } from './support/run.ts';

/** What a client would use before, or takes for the credentials of another container. */
const REAL = {
  AWS_ACCESS_KEY_ID: 'AKIDREAL',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/real',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nonexistent',
};

const FLAGS = ['--container-credentials', '--profile', 'ec2'];

/** Gets credentials by each client for containers, and fails where a token is not the right one. */
const SCRIPT = `
  import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
  import { fromContainerMetadata, fromHttp, fromNodeProviderChain } from '@aws-sdk/credential-providers';
  const { env } = process;
  const seen = {};
  const attempt = async (name, provider) => {
    try {
      const { accessKeyId, expiration } = await provider();
      seen[name] = { accessKeyId, isFresh: expiration > new Date() };
    } catch (error) {
      seen[name] = error.message;
    }
  };
  await attempt('chain', fromNodeProviderChain({ maxRetries: 0 }));
  await attempt('http', fromHttp({ maxRetries: 0 }));
  await attempt('container', fromContainerMetadata({ maxRetries: 0 }));
  const folder = mkdtempSync(env.TMP + '/token-');
  const file = folder + '/token';
  writeFileSync(file, env.AWS_CONTAINER_AUTHORIZATION_TOKEN);
  delete env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE = file;
  await attempt('file', fromHttp({ maxRetries: 0 }));
  writeFileSync(file, 'of.another.pod');
  await attempt('another', fromHttp({ maxRetries: 0 }));
  rmSync(folder, { recursive: true });
  console.log(JSON.stringify(seen));
`;

test('clients of the AWS SDK for JavaScript get the credentials of the role, with the token or its file', async () => {
  const program = ['--', process.execPath, '--input-type=module', '--eval', SCRIPT];
  const { stdout, stderr, status } = await runExec([...FLAGS, ...program], {
    env: { ...REAL, TMP: tmpdir() },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const seen = JSON.parse(stdout);
  const accessKeyId = expect.stringMatching(/^ASIA\w{16}$/);
  for (const client of ['chain', 'http', 'container', 'file']) {
    expect(seen[client]).toEqual({ accessKeyId, isFresh: true });
  }
  expect(seen.another).toContain('status: 400');
});

test('two commands at once have ports and tokens of their own', async () => {
  const program = ['--', 'sh', '-c', 'env | grep ^AWS_CONTAINER_'];
  const runs = await Promise.all([
    runExec([...FLAGS, ...program]),
    runExec([...FLAGS, ...program]),
  ]);
  const [one = '', other = ''] = runs.map(({ stdout }) => stdout);
  expect(one).toMatch(
    /^AWS_CONTAINER_CREDENTIALS_FULL_URI=http:\/\/127\.0\.0\.1:\d+\/v1\/credentials$/m,
  );
  for (const line of one.trim().split('\n')) expect(other).not.toContain(line);
});

/** At the addresses that clients know by themselves, in a network that has nothing but loopback. */
const AT_REAL_ADDRESSES = `
  ip address add 169.254.170.2/32 dev lo
  ip address add 169.254.170.23/32 dev lo
  ip address add fd00:ec2::23/128 dev lo nodad
  log="$SCRATCH/log"
  "$0" "$1" -n 127.0.0.1 -p 0 --container-credentials --container-credentials-hostname :: \\
    --container-credentials-port 80 >"$SCRATCH/output" 2>"$log" & mock=$!
  wait_for_line 'The service container-credentials listens' "$log"
  grep 'The service' "$log"
  "$0" --input-type=module --eval "$2"
  kill $mock
`;

const CLIENTS = `
  import { fromHttp, fromContainerMetadata } from '@aws-sdk/credential-providers';
  const { env } = process;
  const show = async (provider) => console.log((await provider()).accessKeyId);
  env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI = '/v2/credentials/5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a';
  await show(fromContainerMetadata({ maxRetries: 0 }));
  await show(fromHttp({ maxRetries: 0 }));
  delete env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  env.AWS_CONTAINER_AUTHORIZATION_TOKEN = 'x.y.z';
  for (const host of ['169.254.170.23', '[fd00:ec2::23]']) {
    env.AWS_CONTAINER_CREDENTIALS_FULL_URI = 'http://' + host + '/v1/credentials';
    await show(fromHttp({ maxRetries: 0 }));
  }
`;

test.skipIf(NO_NETWORK !== '')(
  `clients find them at the addresses of ECS and EKS${NO_NETWORK}`,
  () => {
    const { stdout, stderr, status } = runInOwnNetwork(AT_REAL_ADDRESSES, [CLIENTS]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const [line, ...keys] = stdout.trim().split('\n');
    expect(line).toContain('container-credentials listens on http://[::1]:80/v2/credentials/5a3a');
    expect(keys).toEqual(Array.from({ length: 4 }, () => '12345678901'));
  },
);
