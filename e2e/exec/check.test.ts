import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runExec } from './support/run.ts';

/** Reads two values with one token, which it asks for again once, and does without a service that does not answer. */
const ROBUST = `
  ask() { curl -s -f -m 0.2 --max-filesize 100 "$@"; }
  token() { token=$(ask -X PUT -H "x-aws-ec2-metadata-token-ttl-seconds: 60" $INSTANCE_METADATA_URL/latest/api/token); }
  read_value() { ask -H "x-aws-ec2-metadata-token: $token" $INSTANCE_METADATA_URL/latest/meta-data/$1; }
  get() { read_value $1 || { token && read_value $1; } || echo unknown; }
  token; get mac; get instance-id`;

/** Takes for granted that the service is well, and that its credentials are of the past. */
const FRAGILE = `
  set -e
  read_value() { curl -s -f -H "x-aws-ec2-metadata-token: $token" $INSTANCE_METADATA_URL/latest/$1; }
  token=$(curl -s -f -X PUT -H "x-aws-ec2-metadata-token-ttl-seconds: 60" $INSTANCE_METADATA_URL/latest/api/token)
  test "$(read_value meta-data/mac | wc -c)" -lt 100 || { echo "too long" >&2; exit 9; }
  role=$(read_value meta-data/iam/security-credentials/)
  updated=$(read_value "meta-data/iam/security-credentials/$role" | grep -o "20..-[^\\"]*" | head -n 1)
  test ! "$updated" \\> "$(date -u +%Y-%m-%dT%H:%M:%SZ)"`;

/** Prints the id of a process that it leaves behind, and ignores what asks it to end. */
const STUBBORN = 'trap "" TERM; sleep 600 & echo $!; while :; do sleep 0.1; done';

const LINES = (...results: string[]): string => `${results.join('\n')}\n`;

/** Whether a process runs: one that has ended may still be listed. */
function runs(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout);
}

describe('exec --check', () => {
  test('reports what commands survive, and ends those that take too long', async () => {
    // At the same time, since they wait most of it.
    const [robust, fragile, stubborn] = await Promise.all([
      runExec(['--check', '--imdsv2', '--', 'sh', '-c', ROBUST]),
      runExec([
        ...['--check', '--check-timeout', '2', '--profile', 'ec2'],
        ...['--', 'sh', '-c', FRAGILE],
      ]),
      runExec(['--check', '--check-timeout', '1', '--', 'sh', '-c', STUBBORN]),
    ]);
    expect(robust).toMatchObject({
      status: 0,
      stderr: '',
      stdout: LINES(
        'plain            survived',
        'black hole       survived',
        'late             survived',
        '503 twice        survived',
        'token revoked    survived',
        "another cloud's  survived",
        'over-long body   survived',
        'clock ahead      survived',
      ),
    });

    expect(fragile).toMatchObject({
      status: 1,
      stdout: LINES(
        'plain            survived',
        'black hole       timed out after 2 s',
        'late             timed out after 2 s',
        '503 twice        failed with status 22',
        'token revoked    failed with status 22',
        "another cloud's  failed with status 22",
        'over-long body   failed with status 9',
        'clock ahead      failed with status 1',
      ),
    });
    expect(fragile.stderr).toContain('No output (black hole).\n');
    expect(fragile.stderr).toContain('Output (over-long body):\ntoo long\n');

    expect(stubborn.stdout).toBe('plain            timed out after 1 s\n');
    const [pid = ''] = /^\d+$/m.exec(stubborn.stderr) ?? [];
    expect(pid).not.toBe('');
    await expect.poll(() => runs(pid)).toBe(false);
  });

  test('a command that always fails is tried once, and what it leaves running is ended', async () => {
    const leave = 'sleep 600 & echo $!; exit 3';
    const result = await runExec(['--check', '--json', '--', 'sh', '-c', leave]);
    expect(result.status).toBe(1);
    expect(JSON.parse(result.stdout)).toEqual({
      ok: false,
      results: [{ service: 'plain', result: 'failed', status: 3 }],
    });
    const [pid = ''] = /^\d+$/m.exec(result.stderr) ?? [];
    await expect.poll(() => runs(pid)).toBe(false);
    expect(result.stderr).toBe(
      `Output (plain):\n${pid}\nThe command fails against a plain service too, so the others were not tried.\n`,
    );
  });

  test('a command that cannot be found is not tried', async () => {
    expect(await runExec(['--check', '--', 'no-such-program'])).toMatchObject({
      status: 127,
      stdout: '',
      stderr: expect.stringContaining('Cannot find the command "no-such-program".'),
    });
  });

  test('a command below a file cannot be run, as without --check', async () => {
    const command = ['--', '/etc/passwd/x'];
    const [checked, plain] = await Promise.all([
      runExec(['--check', ...command]),
      runExec(command),
    ]);
    expect(checked).toEqual(plain);
    expect(checked).toMatchObject({
      status: 126,
      stdout: '',
      stderr: 'Cannot run "/etc/passwd/x": spawn ENOTDIR.\n',
    });
  });

  test('nothing is tried where no temporary folder can be created', async () => {
    const env = { TMPDIR: '/dev/null/none' };
    expect(await runExec(['--check', '--', 'echo', 'run'], { env })).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'Cannot create a folder in /dev/null/none (ENOTDIR). Name a folder that can be written in TMPDIR. (AEMM_TEMPORARY_FOLDER)\n',
    });
  });

  test('the end of an output of any size is shown', async () => {
    // No string of Node is as long as this. Most of the file is a hole, which takes no room on the disk.
    const write =
      'fs.ftruncateSync(1, 6e8); fs.writeSync(1, "x".repeat(70_000), 6e8); process.exit(3)';
    const command = [process.execPath, '-e', write];
    const { status, stderr } = await runExec(['--check', '--', ...command]);
    expect(status).toBe(1);
    expect(/^x+$/m.exec(stderr)?.[0]).toHaveLength(65_536);
  });

  test('a signal ends the check, once the command has ended by it', async () => {
    const interrupt = 'kill -TERM $PPID; sleep 600';
    expect(await runExec(['--check', '--', 'sh', '-c', interrupt])).toMatchObject({
      status: 143,
      stdout: '',
      stderr: '',
    });
  });

  test.each([
    [['--check', '--fail-on-imdsv1'], '--check does not go with --audit and --fail-on-imdsv1'],
    [['--json'], '--check-timeout and --json need --check'],
    ...['abc', '0', '-5', '86401', '1.5'].map((text): [string[], string] => [
      ['--check', '--check-timeout', text],
      `"${text}" is not allowed for --check-timeout. Allowed: a whole number from 1 to 86400.\n`,
    ]),
  ])('%j is refused', async (flags, message) => {
    const { stdout, stderr, status } = await runExec([...flags, '--', 'echo', 'run']);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain(message);
  });
});
