import { describe, expect, test } from 'vitest';
import { GUARD, NO_USER_NETWORK, UNPRIVILEGED, works } from './support/namespaces.ts';
import { runExec } from './support/run.ts';

const ID = 'i-1234567890abcdef0';
const V4 = 'http://169.254.169.254';
const V6 = 'http://[fd00:ec2::254]';

/** Runs a script at the addresses of the real service, as a user without privileges. */
function atRealAddress(script: string, flags: readonly string[] = []) {
  const all = ['--link-local', '--network=none', ...flags, '--', 'sh', '-c', GUARD + script];
  return runExec(all, { prefix: UNPRIVILEGED, env: { LANG: 'C' } });
}

describe.skipIf(NO_USER_NETWORK !== '')(`exec --link-local${NO_USER_NETWORK}`, () => {
  const NO_CURL = works('curl', '--version') ? '' : ' (skipped: there is no curl on the PATH)';

  test.skipIf(NO_CURL !== '')(`curl reads both addresses${NO_CURL}`, async () => {
    const script = `curl -s -g ${V4}/latest/meta-data/instance-id "${V6}/latest/meta-data/instance-id"`;
    expect(await atRealAddress(script)).toMatchObject({ stdout: ID + ID, stderr: '', status: 0 });
  });

  test('the command is its caller, has no rights over the network, and nothing else to reach', async () => {
    const { stdout, status } = await atRealAddress(`
      id -u
      grep CapEff /proc/self/status
      ip address add 198.51.100.1/32 dev lo 2> /dev/null || echo refused
      ip route get 169.254.170.2 2> /dev/null || echo unreachable
      ip -6 route get fd00:ec2::23 2> /dev/null || echo unreachable
      env | grep -c -i -e handover -e NODE_CHANNEL -e METADATA_SERVICE
      exit 3
    `);
    const uid = UNPRIVILEGED.length > 0 ? 65_534 : process.getuid?.();
    expect(stdout).toBe(
      `${uid}\nCapEff:\t0000000000000000\nrefused\nunreachable\nunreachable\n0\n`,
    );
    expect(status).toBe(3);
  });

  test('the end of a command by a signal, and one that is not found, come out of it', async () => {
    expect(await atRealAddress('kill -KILL $$')).toMatchObject({ status: 137 });
    const missing = ['--link-local', '--network=none', '--', 'no-such-command-here'];
    expect(await runExec(missing, { prefix: UNPRIVILEGED })).toMatchObject({
      status: 127,
      stderr:
        'Cannot find the command "no-such-command-here". Check its name, the PATH, and the interpreter in its first line.\n',
    });
  });

  test('the audit works there too', async () => {
    const ask = `require('http').get('${V4}/latest/meta-data/mac', { headers: { 'user-agent': 'a' } })`;
    const result = await atRealAddress(`"${process.execPath}" -e "${ask}"`, ['--fail-on-imdsv1']);
    expect(result).toMatchObject({
      status: 1,
      stderr:
        'IMDSv1 audit: 1 of 1 request came without a session token.\n  1 x /latest/meta-data/mac  a\n',
    });
  });

  test('what is configured without effect is named', async () => {
    const { status, stderr } = await atRealAddress('true', ['--port', '8080']);
    expect(status).toBe(0);
    expect(stderr).toBe(
      'Note: server.port has no effect with --link-local: the mock has its own addresses and port 80.\n',
    );
  });

  test('standard input is the command’s', async () => {
    const args = ['--link-local', '--network=none', '--', 'cat'];
    const result = await runExec(args, { prefix: UNPRIVILEGED, input: 'one\ntwo\n' });
    expect(result).toMatchObject({ stdout: 'one\ntwo\n', status: 0 });
  });

  // Not those of pyenv, which another user cannot read.
  const python = ['/usr/bin/python3', 'python3'].find((name) =>
    works(...UNPRIVILEGED, name, '-c', 'import botocore'),
  );
  const NO_BOTOCORE = python === undefined ? ' (skipped: there is no botocore for Python)' : '';

  test.skipIf(NO_BOTOCORE !== '').for(['IPv4', 'IPv6'])(
    `botocore gets the credentials of the role by %s${NO_BOTOCORE}`,
    async (mode) => {
      const source = `import botocore.session; print(botocore.session.Session().get_credentials().access_key)`;
      const script = `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=${mode} ${python} -c '${source}'`;
      expect((await atRealAddress(script)).stdout).toBe('12345678901\n');
    },
  );
});

describe('where namespaces cannot be created', () => {
  test.skipIf(process.platform !== 'linux')('the program that is missing is named', async () => {
    const { status, stderr } = await runExec(['--link-local', '--', 'true'], {
      env: { PATH: '/nonexistent' },
    });
    expect(status).toBe(2);
    expect(stderr).toBe(
      '--link-local needs the program "unshare", which is not on the PATH. Install the package util-linux. (AEMM_NAMESPACE_TOOLS)\n',
    );
  });

  test.skipIf(process.platform === 'linux')('on another system, what to do is named', async () => {
    const { status, stderr } = await runExec(['--link-local', '--', 'true']);
    expect(status).toBe(2);
    expect(stderr).toContain('link-local up');
  });
});
