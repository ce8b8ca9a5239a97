import { chmodSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tempTree } from '@aemm/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runExec, startExec } from './support/run.ts';

const LEAF = 'latest/meta-data/instance-id';
const ID = 'i-1234567890abcdef0';

/** A script of Node's, as a command. */
function script(source: string): string[] {
  return ['--', process.execPath, '-e', source];
}

/** Asks each of the variables for a leaf, and prints the answers. */
const ASK_ALL = script(`
  const { env } = process;
  const bases = [
    env.AWS_EC2_METADATA_SERVICE_ENDPOINT,
    env.INSTANCE_METADATA_URL + '/',
    env.CPL_AWS_EC2_API_ROOT_URL + '/',
  ];
  Promise.all(bases.map(async (base) => (await fetch(base + '${LEAF}')).text())).then((all) =>
    console.log(all.join(' ')),
  );
`);

/** Runs until `exec` is gone. */
const OUTLIVES_NOTHING =
  'const { ppid } = process; setInterval(() => process.ppid === ppid || process.exit(), 50);';

/** Prints where the mock is. */
const PRINT_URL = script(`${OUTLIVES_NOTHING} console.log(process.env.INSTANCE_METADATA_URL);`);

describe('a command', () => {
  test('is pointed to the mock by every variable', async () => {
    const { stdout, stderr, status } = await runExec(ASK_ALL);
    expect({ stdout, stderr, status }).toEqual({
      stdout: `${ID} ${ID} ${ID}\n`,
      stderr: '',
      status: 0,
    });
  });

  test('has the standard streams, the arguments and the exit status for itself', async () => {
    const source = `
      process.stdin.pipe(process.stdout);
      process.stdin.on('end', () => { console.error(JSON.stringify(process.argv.slice(1))); process.exitCode = 7; });
    `;
    const args = ['--port', '-s', '', 'a b', '--', '$HOME', '--no-audit'];
    const result = await runExec([...script(source), '--', ...args], { input: 'one\ntwo\n' });
    expect(result).toMatchObject({ status: 7, stdout: 'one\ntwo\n' });
    expect(JSON.parse(result.stderr)).toEqual(args);
  });

  test('needs no -- before it', async () => {
    const { stdout } = await runExec(['echo', '-n', '--imdsv2', 'true']);
    expect(stdout).toBe('--imdsv2 true');
  });

  test('has a mock of its own, which ends with it', async () => {
    const [one, other] = [startExec(PRINT_URL), startExec(PRINT_URL)];
    const [[url = ''], [otherUrl = '']] = await Promise.all([
      one.waitFor(/http:\S+/),
      other.waitFor(/http:\S+/),
    ]);
    expect(url).not.toBe(otherUrl);
    expect(await (await fetch(`${url}/${LEAF}`)).text()).toBe(ID);
    one.kill('SIGTERM');
    await one.exited;
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect((await fetch(otherUrl)).status).toBe(200);
  });

  test('gets what is configured: by flag, variable and file', async () => {
    const tree = tempTree({ 'aemm.yaml': 'instance: { region: eu-west-1 }\n' });
    onTestFinished(() => tree.remove());
    const source = `
      const url = process.env.INSTANCE_METADATA_URL;
      const read = async (path, headers) => (await fetch(url + path, { headers })).text();
      (async () => {
        const token = await (await fetch(url + '/latest/api/token', {
          method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
        })).text();
        const headers = { 'x-aws-ec2-metadata-token': token };
        console.log((await fetch(url)).status, await read('/latest/meta-data/placement/region', headers),
          await read('/latest/meta-data/instance-type', headers));
      })();
    `;
    const { stdout, stderr } = await runExec(
      ['--imdsv2', '--config-file', tree.join('aemm.yaml'), ...script(source)],
      { env: { AEMM_INSTANCE_TYPE: 'm5.large' } },
    );
    expect(stderr).toBe('');
    expect(stdout).toBe('401 eu-west-1 m5.large\n');
  });

  test('has its requests logged on standard error where that is configured', async () => {
    const { stdout, stderr } = await runExec(['--request-log', 'json', ...ASK_ALL]);
    expect(stdout).toBe(`${ID} ${ID} ${ID}\n`);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 200 });
  });

  test('is not run where the mock cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const run = (...flags: string[]) => runExec([...flags, '--', 'echo', 'ran']);

    expect(await run('--port', String(port))).toMatchObject({ status: 2, stdout: '' });
    expect(await run('--mock-trigger-time', 'soon')).toMatchObject({ status: 2, stdout: '' });
    expect(await run('--network', 'host')).toMatchObject({ status: 2, stdout: '' });
    expect(await run('--config-file', '/nonexistent')).toMatchObject({ status: 1, stdout: '' });
  });

  test('does not see what clients prefer to the mock, which is reported in one line', async () => {
    const env = { AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'AKIDREAL', AWS_REGION: 'eu-west-1' };
    const print = script(
      'console.log(Object.keys(env = process.env).filter((name) => /PROFILE|ACCESS|REGION/.test(name)).join())',
    );
    expect(await runExec(print, { env })).toMatchObject({
      stdout: 'AWS_REGION\n',
      stderr:
        'Note: the command does not see AWS_ACCESS_KEY_ID, AWS_PROFILE, which would keep AWS clients from the mock. To pass them on: --keep-env=AWS_ACCESS_KEY_ID,AWS_PROFILE\n',
    });
    expect(
      await runExec(['--keep-env=AWS_ACCESS_KEY_ID,AWS_PROFILE', ...print], { env }),
    ).toMatchObject({ stdout: 'AWS_PROFILE,AWS_ACCESS_KEY_ID,AWS_REGION\n', stderr: '' });
  });

  test.each([
    ['repeated', ['--keep-env=AWS_ACCESS_KEY_ID', '--keep-env', 'AWS_PROFILE,AWS_PROFIEL']],
    ['with spaces', ['--keep-env', 'AWS_ACCESS_KEY_ID, AWS_PROFILE AWS_PROFIEL']],
  ])('sees every variable of a list that is %s, and a mistake is named', async (_, flags) => {
    const env = { AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'AKIDREAL' };
    const print = script('console.log(process.env.AWS_PROFILE, process.env.AWS_ACCESS_KEY_ID)');
    expect(await runExec([...flags, ...print], { env })).toMatchObject({
      stdout: 'dev AKIDREAL\n',
      stderr:
        'Note: --keep-env changes nothing for AWS_PROFIEL: exec neither hides nor sets such a variable.\n',
    });
  });
});

describe('the exit status is', () => {
  const tree = tempTree({ 'not-executable': '#!/bin/sh\n' });
  chmodSync(tree.join('not-executable'), 0o644);

  test.each([
    ['127 for a command that is not found', ['no-such-command-here'], 127],
    ['127 for a path that is not there', ['/no/such/command'], 127],
    ['126 for a file that is not executable', [tree.join('not-executable')], 126],
    ['126 for a folder', ['/'], 126],
    ['126 for a path through a file', ['/etc/passwd/command'], 126],
  ])('%s', async (_, command, expected) => {
    const { status, stderr } = await runExec(['--', ...command]);
    expect(status).toBe(expected);
    expect(stderr).toMatch(/^Cannot (?:find the command|run) "[^\n]+\n$/);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGKILL', 137],
    ['SIGINT', 130],
    ['SIGUSR1', 138],
  ])('that of a command ended by %s: %i', async (signal, expected) => {
    const result = await runExec(['--', 'sh', '-c', `kill -s ${signal.slice(3)} $$`]);
    expect(result).toMatchObject({ status: expected, stderr: '' });
  });
});

describe('a signal', () => {
  const LISTEN = script(`
    ${OUTLIVES_NOTHING}
    const signals = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'];
    for (const signal of signals) process.on(signal, () => console.log('<' + signal + '>'));
    console.log('listening at ' + process.env.INSTANCE_METADATA_URL);
  `);

  test.each(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const)(
    '%s reaches the command, once',
    async (signal) => {
      const running = startExec(LISTEN);
      const [, url = ''] = await running.waitFor(/listening at (\S+)/);
      running.kill(signal);
      await running.waitFor(new RegExp(`<${signal}>`));
      expect((await fetch(url)).status).toBe(200);
      expect(running.stdout.match(/</g)).toHaveLength(1);
    },
  );

  test('that is ignored ends neither the command nor its mock', async () => {
    const ignore = `
      trap "" TERM
      echo "ignoring at $INSTANCE_METADATA_URL"
      for n in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; done
      curl -s -o /dev/null -w "%{http_code}" "$INSTANCE_METADATA_URL/"
      exit 6
    `;
    const running = startExec(['--', 'sh', '-c', ignore]);
    await running.waitFor(/ignoring/);
    running.kill('SIGTERM');
    running.kill('SIGTERM');
    const { status, stdout } = await running.closed;
    expect(status).toBe(6);
    expect(stdout).toMatch(/\n200$/);
  });
});

test('what a command leaves running is neither waited for nor ended', async () => {
  const left = `${process.execPath} -e 'setTimeout(() => {}, 60000)' & echo "left $!"; exit 3`;
  const running = startExec(['--', 'sh', '-c', left]);
  const { status } = await running.exited;
  const pid = Number(/left (\d+)/.exec(running.stdout)?.[1]);
  onTestFinished(() => void process.kill(pid, 'SIGKILL'));
  expect(status).toBe(3);
  expect(process.kill(pid, 0)).toBe(true);
});
