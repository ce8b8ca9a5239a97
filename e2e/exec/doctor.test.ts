import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runCli } from '@aemm/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { startMock } from '../cli/support/mock.ts';
import { NO_NETWORK, runInOwnNetwork } from './support/namespaces.ts';
import { runExec } from './support/run.ts';

/** The findings on an environment, by check, and the exit status. */
async function examine(env: Record<string, string>, ...flags: string[]) {
  const { stdout, exitCode } = await runCli(['doctor', '--json', ...flags], { env });
  const { ok, findings } = JSON.parse(stdout) as {
    ok: boolean;
    findings: readonly { check: string; status: string; message: string; advice?: string }[];
  };
  const of = (check: string) => findings.filter((finding) => finding.check === check);
  return { ok, exitCode, of, findings };
}

async function serve(answer: (path: string) => [number, Record<string, string>, string]) {
  const server = createServer(({ url = '' }, response) => {
    const [status, headers, body] = answer(url);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('doctor', () => {
  test.each([
    ['', 'IMDSv1 and IMDSv2', 'The clocks of both machines agree.'],
    ['--imdsv2', 'IMDSv2 only', 'The clocks of both machines agree.'],
    ['--profile ec2', 'IMDSv1 and IMDSv2', 'Both clocks agree.'],
  ])('finds nothing in the way of a mock with "%s"', async (typed, versions, clocks) => {
    await using mock = await startMock(typed);
    const { ok, exitCode, of } = await examine({
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `${mock.url}/`,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
    expect(of('service')).toMatchObject([
      { status: 'ok', message: expect.stringContaining(versions) },
    ]);
    expect(of('clock')).toMatchObject([{ status: 'ok', message: expect.stringContaining(clocks) }]);
    expect(of('credentials')).toMatchObject([{ status: 'ok' }]);
  });

  test('finds the mock on the port of the configuration where no endpoint is set', async () => {
    await using mock = await startMock();
    const { of } = await examine({}, '--port', String(mock.port));
    expect(of('service')).toMatchObject([{ status: 'ok' }]);
  });

  test('finds that nothing listens', async () => {
    const { ok, exitCode, of } = await examine({
      AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1/',
    });
    expect({ ok, exitCode }).toEqual({ ok: false, exitCode: 1 });
    expect(of('service')).toMatchObject([
      { status: 'problem', message: 'Nothing listens at http://127.0.0.1:1/.' },
    ]);
  });

  test('finds that something else listens', async () => {
    const url = await serve(() => [200, {}, '<html>']);
    const { of } = await examine({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
    expect(of('service')).toMatchObject([
      { status: 'problem', message: expect.stringContaining('is not a metadata service') },
    ]);
  });

  test('finds that no tokens are issued, and that the clocks differ', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString();
    const url = await serve((path) =>
      path.endsWith('token') ? [403, {}, ''] : [200, { date }, 'ami-id\ninstance-id\n'],
    );
    const { of } = await examine({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
    expect(of('service').at(-1)).toMatchObject({
      status: 'problem',
      message: 'It issues no session tokens (status 403): clients of IMDSv2 fail.',
    });
    expect(of('clock')).toMatchObject([
      { status: 'problem', message: expect.stringMatching(/360\d s ahead of the mock's/) },
    ]);
  });

  test('finds a name that cannot be resolved', async () => {
    const { of } = await examine({ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://imds.invalid/' });
    expect(of('service')).toMatchObject([
      { status: 'problem', message: 'The name imds.invalid cannot be resolved.' },
    ]);
  });

  test.each([
    ['--hostname=fe80::1%lo', 'http://[fe80::1%lo]:1338 is not a URL.'],
    ['--hostname=a b', 'http://a b:1338 is not a URL.'],
    ['--port=0', 'With port 0 the mock takes a free port, which is known once it runs.'],
  ])('finds that clients cannot be pointed to a mock with %s', async (flag, message) => {
    const { ok, exitCode, of, findings } = await examine({}, flag);
    expect({ ok, exitCode }).toEqual({ ok: false, exitCode: 1 });
    expect(of('service')).toMatchObject([{ status: 'problem', message }]);
    expect(findings.map(({ advice = '' }) => advice).join()).not.toMatch(/http:/);
    const other = { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1/' };
    expect((await examine(other, flag)).of('service')).toMatchObject([
      { message: 'Nothing listens at http://127.0.0.1:1/.' },
    ]);
  });

  test('prints a line for each finding, and ends with what they come to', async () => {
    const { stdout, stderr, exitCode } = await runCli(['doctor'], {
      env: { AWS_EC2_METADATA_DISABLED: 'true', HTTP_PROXY: 'http://proxy.test:3128' },
    });
    const lines = stdout.trimEnd().split('\n');
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    expect(lines.at(-1)).toMatch(/^\d problems stand in the way\.$/);
    for (const line of lines.slice(0, -1))
      expect(line).toMatch(/^(?:ok|warning|problem) +\S.*\.$|^problem .*Start /);
  });

  test('finds nothing in the way of what exec runs', async () => {
    const { stdout, status } = await runExec(['--', process.execPath, BINARY, 'doctor']);
    expect(stdout).toMatch(/Nothing stands in the way\.\n$/);
    expect(status).toBe(0);
  });

  test.skipIf(NO_NETWORK !== '')(
    `asks no link-local address, whatever points to it${NO_NETWORK}`,
    () => {
      const { status, stdout } = runInOwnNetwork(`
        ip address add 169.254.169.254/32 dev lo
        echo '169.254.169.254 metadata.test' > "$SCRATCH/hosts"
        mount --bind "$SCRATCH/hosts" /etc/hosts
        "$0" "$1" --hostname 169.254.169.254 --port 80 2> "$SCRATCH/log" &
        wait_for_line 'on port 80' "$SCRATCH/log"
        for url in http://169.254.169.254/ http://metadata.test/ 'http://[::ffff:169.254.169.254]/'; do
          AWS_EC2_METADATA_SERVICE_ENDPOINT=$url "$0" "$1" doctor | grep -e link-local
        done
        kill $!
        wait
        grep -c GET "$SCRATCH/log" || true
      `);
      expect(status).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      expect(
        lines.filter((line) => /is a link-local address, which is not asked/.test(line)),
      ).toHaveLength(3);
      expect(lines.at(-1)).toBe('0');
    },
  );
});
