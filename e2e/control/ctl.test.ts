import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, startCli } from '@aemm/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Controlled } from './support/interfaces.ts';
import { startControlled } from './support/interfaces.ts';

const TOKEN = 'not for others';

let controlled: Controlled;
beforeAll(async () => {
  controlled = await startControlled('--control-token', TOKEN);
});
afterAll(() => controlled.cli.stop());

const ctl = (...args: readonly string[]) =>
  runCli(['ctl', ...args], {
    env: { AEMM_CONTROL_URL: controlled.controlUrl, AEMM_CONTROL_TOKEN: TOKEN },
  });

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aemm-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A small file that stands for 9 to the power of 9 steps. */
const MULTIPLIED = [...'abcdefghi']
  .map((name, index, names) => {
    const item = index === 0 ? '{ at: 1s, do: reset }' : `*${names[index - 1]}`;
    return `- &${name} [${Array(9).fill(item).join(', ')}]\n`;
  })
  .join('');

describe('ctl', () => {
  test('shows the state for people and as JSON', async () => {
    expect((await ctl('state')).stdout).toContain('profile: aemm\n');
    const { stdout } = await ctl('state', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'aemm', changes: [] });
  });

  test('takes what follows -- for arguments', async () => {
    expect(await ctl('set', '/latest/meta-data/dashed', '--', '--json')).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    const answer = await fetch(`${controlled.cli.url}/latest/meta-data/dashed`);
    expect(await answer.text()).toBe('--json');
    expect((await ctl('clock', 'advance', '--', '-5m')).stderr).toMatch(
      /advance: a duration such as/,
    );
  });

  test.each(['1.10', '12345678901234567890'])('serves %s as it is typed', async (text) => {
    await ctl('set', '/latest/meta-data/typed', text);
    const answer = await fetch(`${controlled.cli.url}/latest/meta-data/typed`);
    expect(await answer.text()).toBe(text);
  });

  test('has a field of its own that is named token', async () => {
    await fetch(`${controlled.cli.url}/latest/meta-data/mac`);
    expect((await ctl('requests', '--token', 'none', '--limit', '1')).stdout).toContain('/mac');
    expect((await ctl('requests', '--token', 'expired')).stdout).toBe('none\n');
  });

  test('reads what it sends from a file', async () => {
    const file = join(createFolder(), 'drain.yaml');
    writeFileSync(file, '- { at: 0s, do: tags.set, with: { name: From, value: file } }\n');
    expect(await ctl('scenario', 'run', `@${file}`)).toMatchObject({ exitCode: 0 });
    writeFileSync(file, 'Scenario: [{ at: 0s, do: spot.interrupt }]\nimdsv2: true\n');
    expect(await ctl('scenario', 'run', `@${file}`)).toMatchObject({ exitCode: 0 });
    const answer = await fetch(`${controlled.cli.url}/latest/meta-data/tags/instance/From`);
    expect(await answer.text()).toBe('file');
    writeFileSync(file, '- { at: 0s\n');
    const { exitCode, stderr } = await ctl('scenario', 'run', `@${file}`);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/Cannot read .*drain.yaml: .* in line 2, column 1\.\n$/);
  });

  test.each([
    ['without an end', (file: string) => symlinkSync('/dev/zero', file), 'larger than 1 MiB'],
    [
      'whose aliases multiply',
      (file: string) => writeFileSync(file, MULTIPLIED),
      /^more than \d+ values$/,
    ],
    [
      'that is nested deeply',
      (file: string) => writeFileSync(file, `${'['.repeat(5000)}${']'.repeat(5000)}`),
      /^nested more than 64 levels deep in line 1, column \d+$/,
    ],
  ])('refuses a file %s in one line', async (_, write, reason) => {
    const file = join(createFolder(), 'steps.yaml');
    write(file);
    const { exitCode, stderr } = await ctl('scenario', 'run', `@${file}`);
    const [line, ...others] = stderr.trimEnd().split('\n');
    expect(line?.split(`${file}: `)[1]?.replace(/\.$/, '')).toMatch(reason);
    expect([exitCode, others]).toEqual([2, []]);
  });

  test.each<[string, readonly string[], number, RegExp]>([
    ['an unknown command', ['spot'], 2, /Unknown command "ctl spot"\. Allowed: spot interrupt, /],
    [
      'an unknown flag',
      ['spot', 'clear', '--all'],
      2,
      /Unknown option '--all'\. It has no flags\.$/,
    ],
    [
      'a value that looks like a flag',
      ['spot', 'interrupt', '--in-seconds', '-5'],
      2,
      /--in-seconds is followed by "-5", which begins like a flag\. Type --in-seconds=VALUE\.$/,
    ],
    [
      'an argument that looks like a flag',
      ['clock', 'advance', '-5m'],
      2,
      /Unknown option '-5m'\. It has no flags\. Type -- before an argument that begins with a dash\.$/,
    ],
    [
      'a flag without its value',
      ['spot', 'interrupt', '--in-seconds'],
      2,
      /--in-seconds needs a value\.$/,
    ],
    ['a switch with a value', ['fault', 'add', '--hang=x'], 2, /--hang takes no value\.$/],
    [
      'a value that is not allowed',
      ['spot', 'interrupt', '--action=explode'],
      1,
      /action: Invalid/,
    ],
    ['a missing argument', ['set', '/latest/x'], 2, /set needs VALUE\.$/],
    ['a name that is empty', ['fault', 'remove', ''], 2, /fault remove needs ID\.$/],
    ...[
      ['fault', 'remove', '.'],
      ['remove', '../reset'],
      ['set', '/latest/./x', 'y'],
      ['--instance', '..', 'reset'],
    ].map((args): [string, readonly string[], number, RegExp] => [
      `${args.join(' ')}, whose URL would be another one,`,
      args,
      2,
      /is not allowed for (?:ID|PATH|--instance): no part of it may be "\.\.?"\.$/,
    ]),
    ['an instance without a name', ['--instance=', 'reset'], 2, /--instance needs a value\.$/],
    [
      'a switch of all commands with a value',
      ['state', '--json=no'],
      2,
      /--json takes no value\.$/,
    ],
    [
      'the list of the fleet for a part of it',
      ['--select', 'index=1', 'instances'],
      2,
      /Leave --instance and --select out; --label, --index and --share select\.$/,
    ],
    ['an argument too many', ['reset', 'all'], 2, /"all" is one argument too many for reset\.$/],
    [
      'a step that is unknown',
      ['scenario', 'run', '[{"at":"0s","do":"x"}]'],
      1,
      /0\.do: one of iam\.rotate/,
    ],
    ['a wrong token', ['state', '--control-token', 'x'], 1, /The token is missing or wrong\./],
    ['a URL that is none', ['state', '--url', 'x'], 2, /"x" is not a URL\./],
    [
      'a URL without http://',
      ['state', '--url', 'localhost:1339'],
      2,
      /"localhost:1339" is not a URL/,
    ],
    [
      'a port that fetch refuses',
      ['state', '--url', 'http://127.0.0.1:1'],
      1,
      /127\.0\.0\.1:1 \(bad port\)\. Start a mock with --control/,
    ],
    [
      'a token that cannot be a header, without showing it,',
      ['state', '--control-token', 'se\ncret'],
      2,
      /^(?!.*cret).*The token/,
    ],
  ])('refuses %s in one line', async (_, args, status, message) => {
    const { exitCode, stdout, stderr } = await ctl(...args);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.trimEnd()).toMatch(message);
    expect([exitCode, stdout]).toEqual([status, '']);
  });

  test('explains its commands', async () => {
    expect((await ctl('help')).stdout).toMatch(/^ {2}spot interrupt +Gives the notice/m);
    expect((await ctl('spot', 'interrupt', '--help')).stdout).toMatch(
      /^ {2}--in-seconds +seconds/m,
    );
    expect((await ctl('--help')).stdout).toContain('ctl COMMAND');
    expect((await ctl('help', 'fault', 'add')).stdout).toMatch(/^ {2}--latency +how long/m);
  });

  test.each([
    ['clock', '--help'],
    ['help', 'clock'],
    ['events', '--help'],
  ])('lists the commands that begin with a word: %s %s', async (...args) => {
    const { exitCode, stdout } = await ctl(...args);
    const listed = stdout.split('\n').filter((line) => /^ {2}\S/.test(line));
    const [word] = args.filter((arg) => !arg.includes('help'));
    expect(exitCode).toBe(0);
    expect(listed.length).toBeGreaterThan(3);
    expect(listed.filter((line) => !line.startsWith(`  ${word} `))).toEqual([]);
  });
});

const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test.each(['/mock', '/mock/'])('ctl finds a control plane below %s', async (prefix) => {
  const asked: (string | undefined)[] = [];
  const url = await serve(({ url: path }, response) => {
    asked.push(path);
    response.end('[]');
  });
  await ctl('requests', '--limit', '1', '--url', `${url}${prefix}`);
  expect(asked).toEqual(['/mock/v1/requests?limit=1']);
});

describe('ctl, where there is not a control plane', () => {
  const OTHERS: readonly [what: string, answer: RequestListener, message: RegExp][] = [
    ['a page', (_, response) => void response.end('<html>'), /is not a control plane/],
    ['other JSON', (_, response) => void response.end('{}'), /is not a control plane/],
    ['a list of others', (_, response) => void response.end('[1, null]'), /is not a control plane/],
    [
      'an error',
      (_, response) => void response.writeHead(404).end('null'),
      /is not a control plane \(status 404\)/,
    ],
    [
      'half an answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '9' });
        response.write('[', () => response.destroy());
      },
      /No control plane answers at .* \(UND_ERR_SOCKET\)/,
    ],
  ];

  test.each(OTHERS)('but %s, ends with one line', async (_, answer, message) => {
    const url = await serve(answer);
    const { exitCode, stdout, stderr } = await ctl('spot', 'interrupt', '--url', url);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([1, '']);
  });
});

describe('--control', () => {
  test('is refused beyond loopback without a token', async () => {
    const { exitCode, stderr } = await runCli([
      '--control',
      '--control-hostname',
      '0.0.0.0',
      '-p0',
    ]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('Set a token (--control-token or AEMM_CONTROL_TOKEN)');
    expect(stderr).not.toContain('    at ');
  });

  test('is refused where its port is taken, by the name of its flag', async () => {
    const { port } = new URL(controlled.controlUrl);
    const { stderr } = await runCli(['--control', '--control-port', port, '--port', '0']);
    expect(stderr).toContain('(--control-port)');
  });

  test('takes its token from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aemm-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'token');
    writeFileSync(file, `${TOKEN}\n`);
    const other = await startControlled('--control-token-file', file);
    onTestFinished(() => void other.cli.stop());
    expect((await other.call('GET', '/v1/state')).status).toBe(401);
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${other.controlUrl}/v1/state`, { headers })).status).toBe(200);
    expect(other.cli.stderr + other.cli.stdout).not.toContain(TOKEN);
  });

  test.each(['', '\n', 'tök'])('refuses %j as the content of that file', async (text) => {
    const file = join(createFolder(), 'token');
    writeFileSync(file, text);
    const args = ['--control', '--control-port=0', '--port=0', `--control-token-file=${file}`];
    const { exitCode, stderr } = await runCli(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `The file ${file} of control-token-file (--control-token-file) holds no token of printable ASCII characters.\n`,
    );
  });

  test('has the same token as ctl by the same variable, which may end with a line break', async () => {
    const env = { AEMM_CONTROL_TOKEN: `${TOKEN}\n` };
    await using cli = await startCli(['--control', '--control-port', '0'], { env });
    const [, url = ''] = await cli.waitFor(/The control plane listens on (http\S+)/);
    const { exitCode } = await runCli(['ctl', 'state'], { env: { ...env, AEMM_CONTROL_URL: url } });
    expect(exitCode).toBe(0);
  });
});
