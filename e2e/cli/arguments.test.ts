import { runCli } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock, wordsOf } from './support/mock.ts';

const ALL = 'all mocks';
const SPOT = 'EC2 Spot interruption notice';
const EVENTS = 'EC2 Events';
const ASG = 'EC2 ASG Lifecycle';

/** What is typed, what is mocked then, and the flags that the program says it was given. */
const FORMS: readonly (readonly [typed: string, subject: string, flags: readonly string[]])[] = [
  ['', ALL, []],
  ['-d 5', ALL, ['mock-delay-sec: 5']],
  ['-d5', ALL, ['mock-delay-sec: 5']],
  ['-d=5', ALL, ['mock-delay-sec: 5']],
  ['--mock-delay-sec 5', ALL, ['mock-delay-sec: 5']],
  ['--mock-delay-sec=5', ALL, ['mock-delay-sec: 5']],
  ['-I', ALL, ['imdsv2: true']],
  ['-Id5', ALL, ['imdsv2: true', 'mock-delay-sec: 5']],
  ['-I=false', ALL, ['imdsv2: false']],
  ['--imdsv2=true', ALL, ['imdsv2: true']],
  ['--imdsv2=false', ALL, ['imdsv2: false']],
  ['-x=1', ALL, ['mock-ip-count: 1']],
  ['-x -1', ALL, ['mock-ip-count: -1']],
  ['--mock-ip-count -1', ALL, ['mock-ip-count: -1']],
  ['--mock-ip-count=-1', ALL, ['mock-ip-count: -1']],
  ['-d 5 -d 7', ALL, ['mock-delay-sec: 7']],
  ['-I --imdsv2=false', ALL, ['imdsv2: false']],
  ['-d 5 spot', SPOT, ['mock-delay-sec: 5']],
  ['spot -d 5', SPOT, ['mock-delay-sec: 5']],
  ['-d 5 spot -a stop', SPOT, ['mock-delay-sec: 5', 'action: stop']],
  ['-a stop spot', SPOT, ['action: stop']],
  ['spot -d 5 -- -I', SPOT, ['mock-delay-sec: 5']],
  ['-- spot', ALL, []],
  ['spot extra', SPOT, []],
  ['events', EVENTS, []],
  ['se -t completed', EVENTS, ['state: completed']],
  ['scheduledevents', EVENTS, []],
  ['asglifecycle', ASG, []],
  ['asg --asg-termination-delay-sec 3', ASG, ['asg-termination-delay-sec: 3']],
  ['autoscaling', ASG, []],
];

test.for(FORMS)('"%s" mocks %s with %j', async ([typed, subject, flags]) => {
  await using mock = await startMock(typed);
  await mock.waitFor(/Serving the following routes/);

  expect(mock.stderr).toContain(
    `Initiating ec2-metadata-mock for ${subject} on port ${mock.port}\n`,
  );
  expect(mock.stdout).toBe(flags.length === 0 ? '' : `\nFlags:\n${flags.join('\n')}\n\n`);
});

test('[D32] an unused word draws a warning, and the mock starts', async () => {
  await using mock = await startMock('spot stop');
  await mock.waitFor(/Serving the following routes/);

  expect(mock.stderr).toContain(
    'Warning: the word "stop" is not used. Did you mean --action stop?\n',
  );
});

describe('a flag does what it says', () => {
  test('[D33] -Isd 5 spot: grouped letters before the command', async () => {
    await using mock = await startMock('-Isd 5 spot');

    expect((await mock.get('/latest/meta-data/mac')).status).toBe(401);
    await mock.waitFor(/Successfully saved/);
  });

  test('[D32] --imdsv2 true says what to type instead, on a command too', async () => {
    for (const typed of ['--imdsv2 true', 'spot --imdsv2 true']) {
      const { exitCode, stderr } = await runCli(wordsOf(typed));

      expect({ typed, exitCode }).toEqual({ typed, exitCode: 2 });
      expect(stderr).toContain('Type --imdsv2=true.\n');
    }
  });

  test('-I=false: no token is asked for', async () => {
    await using mock = await startMock('-I=false');

    expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  });

  test('-Id5: a token is asked for, and the notice is not there yet', async () => {
    await using mock = await startMock('-Id5 spot');
    const headers = { 'X-aws-ec2-metadata-token': await mock.token() };
    const notice = '/latest/meta-data/spot/instance-action';

    expect((await mock.get(notice)).status).toBe(401);
    expect((await mock.get(notice, headers)).status).toBe(404);
  });
});

const NOTICE_CODES =
  'instance-reboot,system-reboot,system-maintenance,instance-retirement,instance-stop';
const A_TIME = 'time in RFC3339 format, e.g. 2020-01-07T01:03:47Z';

/** AEMM's words for a value that a flag does not take. */
function invalid(value: string, flag: string, allowed: string): string {
  return `Invalid CLI input "${value}" for flag ${flag}. Allowed value(s): ${allowed}.`;
}

const MISTAKES: readonly (readonly [typed: string, message: string])[] = [
  ['events --code FOO', invalid('FOO', 'code', NOTICE_CODES)],
  ['events -o FOO', invalid('FOO', 'code', NOTICE_CODES)],
  ['events --state FOO', invalid('FOO', 'state', 'active,completed,canceled')],
  ['events --not-before FOO', invalid('FOO', 'not-before', A_TIME)],
  ['events --not-after FOO', invalid('FOO', 'not-after', A_TIME)],
  ['events --not-before-deadline FOO', invalid('FOO', 'not-before-deadline', A_TIME)],
  ['spot --action FOO', invalid('FOO', 'action', 'terminate,hibernate,stop')],
  ['spot --time FOO', invalid('FOO', 'time', A_TIME)],
  ['spot --rebalance-rec-time FOO', invalid('FOO', 'rebalance-rec-time', A_TIME)],
  ['--mock-trigger-time FOO', invalid('FOO', 'mock-trigger-time', A_TIME)],
  ['--rebalance-trigger-time FOO', invalid('FOO', 'rebalance-trigger-time', A_TIME)],
  ['--asg-termination-trigger-time 5', invalid('5', 'asg-termination-trigger-time', A_TIME)],
  ['--port FOO', invalid('FOO', 'port', 'a port number from 0 to 65535')],
  ['--port 70000', invalid('70000', 'port', 'a port number from 0 to 65535')],
  ['--request-log FOO', invalid('FOO', 'request-log', 'off,text,json')],
  ['routes --request-log FOO', invalid('FOO', 'request-log', 'off,text,json')],
  [
    '-d abc',
    'Error: invalid argument "abc" for "-d, --mock-delay-sec" flag: invalid syntax\nAllowed: a whole number, such as 10, -1 or 0x10.',
  ],
  [
    '--imdsv2=maybe',
    'Error: invalid argument "maybe" for "-I, --imdsv2" flag: invalid syntax\nAllowed: true or false, as in --imdsv2=false.',
  ],
  [
    '--imdsv2 true',
    'Error: unexpected argument "true": --imdsv2 takes its value only after "="\nType --imdsv2=true.',
  ],
  [
    '--imdsv2 false spot',
    'Error: unexpected argument "false": --imdsv2 takes its value only after "="\nType --imdsv2=false.',
  ],
  ['--nope', 'Error: unknown flag: --nope'],
  ['--prot 80', 'Error: unknown flag: --prot\nDid you mean --port?'],
  ['-z', "Error: unknown shorthand flag: 'z' in -z"],
  ['--action stop', 'Error: unknown flag: --action\nIt is a flag of: spot.'],
  ['--port', 'Error: flag needs an argument: --port'],
  ['-p', "Error: flag needs an argument: 'p' in -p"],
  ['spot -t -r', 'Error: flag needs an argument: --time is followed by the flag -r'],
  ['bogus', 'Error: unknown command "bogus" for "ec2-metadata-mock"'],
  [
    'spto',
    'Error: unknown command "spto" for "ec2-metadata-mock"\nDid you mean "ec2-metadata-mock spot"?',
  ],
  ['spot --version', 'Error: unknown flag: --version'],
  ['help bogus', 'Error: unknown help topic "bogus"'],
  ['config bogus', 'Error: unknown command "bogus" for "ec2-metadata-mock config"'],
  ['config validate', 'Error: FILE is missing\nType ec2-metadata-mock config validate FILE.'],
  ['config show foo', 'Error: unexpected argument "foo" for "ec2-metadata-mock config show"'],
  [
    'routes spto',
    'Error: "spto" is not a command that mocks\nDid you mean "ec2-metadata-mock routes spot"? Allowed: asglifecycle, events, spot.',
  ],
  [
    'completion bsh',
    'Error: there is no completion for the shell "bsh"\nDid you mean "ec2-metadata-mock completion bash"? Allowed: bash, zsh, fish, powershell.',
  ],
  [
    'completion bash extra',
    'Error: unexpected argument "extra" for "ec2-metadata-mock completion"',
  ],
  [
    'plugins instal',
    'Error: unknown command "instal" for "ec2-metadata-mock plugins"\nDid you mean "ec2-metadata-mock plugins install"?',
  ],
  [
    'plugins list',
    'Error: unknown command "list" for "ec2-metadata-mock plugins"\nDid you mean "ec2-metadata-mock plugins"?',
  ],
  ['plugins install', 'Error: PLUGIN is missing\nType ec2-metadata-mock plugins install PLUGIN.'],
  ['record', '--from is missing. Type ec2-metadata-mock record --from http://HOST:PORT.'],
  ['plugins --nope -h', 'Error: unknown flag: --nope'],
];

test.for(MISTAKES)('"%s" is refused: %s', async ([typed, message]) => {
  const { exitCode, stdout, stderr } = await runCli(wordsOf(typed));

  expect(stderr).toContain(`${message}\n`);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

test('[D32] help that was asked for before a mistake is shown', async () => {
  const { exitCode, stdout, stderr } = await runCli(['-h', '--nope']);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('\nUsage:\n');
});

test('each mistake is reported in one line, and nothing else is printed', async () => {
  const { stderr } = await runCli(wordsOf('events --code FOO --state BAR --not-after BAZ'));

  expect(stderr.split('\n')).toEqual([
    invalid('FOO', 'code', NOTICE_CODES),
    invalid('BAR', 'state', 'active,completed,canceled'),
    invalid('BAZ', 'not-after', A_TIME),
    '',
  ]);
});

test.each([
  ['version', '"ec2-metadata-mock --version"?'],
  ['serve', '"ec2-metadata-mock"? It runs without a command.'],
  ['start', '"ec2-metadata-mock"? It runs without a command.'],
  ['run', '"ec2-metadata-mock"? It runs without a command.'],
  ['usage', '"ec2-metadata-mock --help"?'],
  ['help server', '"ec2-metadata-mock"? It runs without a command.'],
  ['validate', '"ec2-metadata-mock config validate"?'],
])('%s is another name for what there is', async (typed, hint) => {
  const { exitCode, stderr } = await runCli(wordsOf(typed));

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^Error: unknown (command|help topic) ".*\n.*\n$/);
  expect(stderr.split('\n')[1]).toBe(`Did you mean ${hint}`);
});
