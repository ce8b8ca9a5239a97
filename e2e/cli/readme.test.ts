import { runCli } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { maskTimes } from './support/mask.ts';
import type { Mock } from './support/mock.ts';
import { startMock, wordsOf } from './support/mock.ts';
import { NOT_FOUND, page } from './support/pages.ts';
import { type } from './support/shell.ts';

/** Types a command of AEMM's README, which assumes the default port, and returns the answer without times. */
async function typeTo({ port }: Mock, line: string): Promise<string> {
  return maskTimes(await type(line.replaceAll('localhost:1338', `localhost:${port}`)));
}

/** What a mock printed, as the README shows it: without times, its port the default one. */
function printedBy({ stdout, stderr, port, home }: Mock): string {
  return maskTimes(stdout + stderr.replaceAll(home, '<home>').replace(/^[\d/]+ [\d:]+ /gm, ''))
    .replaceAll(String(port), '1338')
    .replace(/(routes: )(\S+ ){3}.*/, '$1... (truncated for readability)');
}

describe('the README of AEMM', () => {
  test('Starting with default configurations: everything is mocked', async () => {
    await using mock = await startMock();

    expect(printedBy(mock)).toMatchInlineSnapshot(`
      "Warning: Config File "aemm-config" Not Found in "[<home>]"
      Initiating ec2-metadata-mock for all mocks on port 1338
      Serving the following routes: ... (truncated for readability)
      "
    `);
    expect(await typeTo(mock, 'curl -s localhost:1338/latest/meta-data')).toMatchInlineSnapshot(`
      "ami-id
      ami-launch-index
      ami-manifest-path
      autoscaling/
      block-device-mapping/
      elastic-inference/
      events/
      hostname
      iam/
      instance-action
      instance-id
      instance-life-cycle
      instance-type
      kernel-id
      local-hostname
      local-ipv4
      mac
      network/
      placement/
      product-codes
      public-hostname
      public-ipv4
      public-keys/
      ramdisk-id
      reservation-id
      security-groups
      services/
      spot/
      tags/
      "
    `);
  });

  test('Static metadata: instance-id', async () => {
    await using mock = await startMock();

    expect(await typeTo(mock, 'curl -s localhost:1338/latest/meta-data/instance-id')).toBe(
      'i-1234567890abcdef0',
    );
  });

  test('1.) spot: routes available immediately', async () => {
    await using mock = await startMock('spot');

    expect(mock.stderr).toContain(
      `Initiating ec2-metadata-mock for EC2 Spot interruption notice on port ${mock.port}\n`,
    );
    expect(await typeTo(mock, 'curl -s localhost:1338/latest/meta-data/spot/instance-action')).toBe(
      '{\n\t"action": "terminate",\n\t"time": "<time>"\n}',
    );
  });

  test('2.) spot before its delay is over: 404 and a line in the log', async () => {
    await using mock = await startMock('spot -d 600');

    expect(await typeTo(mock, 'curl -s localhost:1338/latest/meta-data/spot/instance-action')).toBe(
      NOT_FOUND,
    );
    await mock.waitFor(
      /Delaying the response by 600s as requested\. The mock response will be available in [56]\d\ds\. Returning `notFoundResponse` for now/,
    );
    expect(mock.stdout).toBe('\nFlags:\nmock-delay-sec: 600\n\n');
  });

  test('2.) spot after its delay: the notice', async () => {
    const curl = 'curl -s localhost:1338/latest/meta-data/spot/instance-action';
    await using mock = await startMock('spot -d 1');

    await expect
      .poll(() => typeTo(mock, curl), { timeout: 10_000, interval: 100 })
      .toBe('{\n\t"action": "terminate",\n\t"time": "<time>"\n}');
  });

  test('Rebalance recommendation: it comes with spot and not with events', async () => {
    const curl = 'curl -s localhost:1338/latest/meta-data/events/recommendations/rebalance';
    await using spot = await startMock('spot');
    await using events = await startMock('events');

    expect(await typeTo(spot, curl)).toBe('{\n\t"noticeTime": "<time>"\n}');
    expect(await typeTo(events, curl)).toBe(NOT_FOUND);
  });

  test('1.) events with every flag, and no spot', async () => {
    await using mock = await startMock(
      'events --code instance-reboot -a 2020-01-07T01:03:47Z -b 2020-01-01T01:03:47Z -l 2020-01-10T01:03:47Z --state completed',
    );
    const scheduled = await type(
      `curl -s localhost:${mock.port}/latest/meta-data/events/maintenance/scheduled`,
    );

    expect(mock.stderr).toContain(
      `Initiating ec2-metadata-mock for EC2 Events on port ${mock.port}\n`,
    );
    expect(scheduled).toMatchInlineSnapshot(`
      "[
      	{
      		"Code": "instance-reboot",
      		"Description": "The instance is scheduled for instance-reboot",
      		"State": "completed",
      		"EventId": "instance-event-1234567890abcdef0",
      		"NotBefore": "1 Jan 2020 01:03:47 GMT",
      		"NotAfter": "7 Jan 2020 01:03:47 GMT",
      		"NotBeforeDeadline": "10 Jan 2020 01:03:47 GMT"
      	}
      ]"
    `);
    expect(await typeTo(mock, 'curl -s localhost:1338/latest/meta-data/spot/instance-action')).toBe(
      NOT_FOUND,
    );
  });

  test('IMDSv2 only: 401 without a token, the answer with one, 400 for a TTL out of bounds', async () => {
    await using mock = await startMock('--imdsv2');

    expect(await typeTo(mock, 'curl -s localhost:1338/latest/meta-data/mac')).toBe(
      page('401 - Unauthorized'),
    );
    expect(
      await typeTo(
        mock,
        'TOKEN=`curl -s -X PUT "localhost:1338/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 21600"` \\\n&& curl -s -H "X-aws-ec2-metadata-token: $TOKEN" localhost:1338/latest/meta-data/mac',
      ),
    ).toBe('0e:49:61:0f:c3:11');
    expect(
      await typeTo(
        mock,
        'curl -s -X PUT "localhost:1338/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 0"',
      ),
    ).toBe(page('400 - Bad Request'));
  });

  test('an expired token is as good as none', async () => {
    await using mock = await startMock('--imdsv2');
    const curl = (token: string) =>
      typeTo(
        mock,
        `curl -s -H "X-aws-ec2-metadata-token: ${token}" localhost:1338/latest/meta-data/mac`,
      );
    const token = await mock.token(1);

    await expect
      .poll(() => curl(token), { timeout: 10_000, interval: 100 })
      .toBe(page('401 - Unauthorized'));
  });
});

const GLOBAL_FLAGS = [
  '-c, --config-file string',
  '-n, --hostname string',
  '-I, --imdsv2 ',
  '-d, --mock-delay-sec int',
  '-x, --mock-ip-count int',
  '    --mock-trigger-time string',
  '-p, --port string',
  '    --rebalance-delay-sec int',
  '    --rebalance-trigger-time string',
  '-s, --save-config-to-file ',
];

/** What the README, and the contract for what came after it, show in each help, in that order. */
const HELP = [
  {
    typed: '--help',
    lines: [
      'ec2-metadata-mock is a tool to mock Amazon EC2 instance metadata.',
      'Usage:',
      '  ec2-metadata-mock <command> [arguments] [flags]',
      '  ec2-metadata-mock [command]',
      'Examples:',
      '  ec2-metadata-mock --mock-delay-sec 10 ',
      '  ec2-metadata-mock spot --action terminate ',
      'Available Commands:',
      '  asglifecycle ',
      '  events ',
      '  help         Help about any command',
      '  spot         Mock EC2 Spot interruption notice',
      'Flags:',
      '      --asg-termination-delay-sec int',
      '      --asg-termination-trigger-time string',
      ...GLOBAL_FLAGS.map((flag) => `  ${flag}`),
      '  -v, --version ',
      '  -w, --watch-config-file ',
      'Use "ec2-metadata-mock [command] --help" for more information about a command.',
    ],
  },
  {
    typed: 'spot --help',
    lines: [
      'Mock EC2 Spot interruption notice',
      'Usage:',
      '  ec2-metadata-mock spot [--action ACTION] [flags]',
      'Examples:',
      '  ec2-metadata-mock spot -h ',
      '  ec2-metadata-mock spot -d 5 --action terminate ',
      'Flags:',
      '  -a, --action string',
      '  -h, --help ',
      '  -r, --rebalance-rec-time string',
      '  -t, --time string',
      'Global Flags:',
      ...GLOBAL_FLAGS.map((flag) => `  ${flag}`),
    ],
  },
  {
    typed: 'events --help',
    lines: [
      'Mock EC2 Scheduled Events',
      'Usage:',
      '  ec2-metadata-mock events [--code CODE] [--state STATE] [--not-after] [--not-before-deadline] [flags]',
      'Aliases:',
      '  events, se, scheduledevents',
      'Examples:',
      '  ec2-metadata-mock events -h ',
      '  ec2-metadata-mock events -o instance-stop --state active -d',
      'Flags:',
      '  -o, --code string',
      '  -h, --help ',
      '  -a, --not-after string',
      '  -b, --not-before string',
      '  -l, --not-before-deadline string',
      '  -t, --state string',
      'Global Flags:',
      ...GLOBAL_FLAGS.map((flag) => `  ${flag}`),
    ],
  },
  {
    typed: 'asglifecycle --help',
    lines: ['Usage:', 'Aliases:', '  asglifecycle, ', 'Examples:', 'Flags:', 'Global Flags:'],
  },
];

test.for(HELP)('[D35] $typed has the layout of the README', async ({ typed, lines }) => {
  const { stdout, stderr, exitCode } = await runCli(wordsOf(typed));
  const printed = stdout.split('\n');
  const found = lines.map((line) => printed.findIndex((candidate) => candidate.startsWith(line)));

  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(lines.filter((_, index) => found[index] === -1)).toEqual([]);
  expect(found).toEqual([...found].sort((one, other) => one - other));
});

test.for([
  ['-h', '--help'],
  ['help', '--help'],
  ['help spot', 'spot --help'],
  ['help events', 'events --help'],
  ['se -h', 'events --help'],
])('"%s" shows the same as "%s"', async ([typed = '', same = '']) => {
  const one = await runCli(wordsOf(typed));
  const other = await runCli(wordsOf(same));

  expect(one).toEqual(other);
});

test.for(['--version', '-v'])('[D36] %s prints the version and nothing else', async (flag) => {
  const { stdout, stderr, exitCode } = await runCli([flag]);

  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/^v[1-9]+\.[0-9]+\.[0-9]+\n$/);
});
