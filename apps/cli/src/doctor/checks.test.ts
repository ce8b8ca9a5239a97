import type { Environment } from '@aemm/mock';
import { describe, expect, test } from 'vitest';
import { checkClock } from './check-clock.ts';
import { checkCompetitors } from './check-competitors.ts';
import { checkEndpoint } from './check-endpoint.ts';
import type { LinkLocalFacts } from './check-link-local.ts';
import { checkLinkLocal } from './check-link-local.ts';
import { checkProxy } from './check-proxy.ts';
import type { Finding } from './finding.ts';
import { isLinkLocal } from './link-local-network.ts';
import { report } from './report.ts';
import { readTarget, urlOf } from './target.ts';

const MOCK = 'http://127.0.0.1:1338';

/** A finding as it is printed. */
function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ status, message, advice = '' }) =>
    `${status}: ${message} ${advice}`.trim(),
  );
}

describe('the endpoint', () => {
  const check = (env: Environment) => lines(checkEndpoint(env, readTarget(env), `${MOCK}/`));
  const endpoint = (value: string, more: Environment = {}) =>
    check({ AWS_EC2_METADATA_SERVICE_ENDPOINT: value, ...more });

  test.each([
    ['http://127.0.0.1:1338/', 'ok: AWS_EC2_METADATA_SERVICE_ENDPOINT is http://127.0.0.1:1338/.'],
    ['http://127.0.0.1:1338', 'Set it to http://127.0.0.1:1338/.'],
    ['https://127.0.0.1:1338/', 'Set it to http://127.0.0.1:1338/.'],
    ['http://127.0.0.1:1338/latest', 'Set it to http://127.0.0.1:1338/.'],
    ['127.0.0.1', 'problem: AWS_EC2_METADATA_SERVICE_ENDPOINT is not a URL.'],
    ['localhost:1338', 'problem: AWS_EC2_METADATA_SERVICE_ENDPOINT is not a URL.'],
    ['', 'ok: AWS_EC2_METADATA_SERVICE_ENDPOINT is not set: clients ask 169.254.169.254.'],
  ])('"%s"', (value, expected) => {
    const [line, ...others] = endpoint(value);
    expect(line).toContain(expected);
    expect(others).toEqual([]);
  });

  test('is shown without a password', () => {
    expect(endpoint('http://user:secret@127.0.0.1/').join()).not.toContain('secret');
  });

  test('may differ from that of other programs', () => {
    const others = {
      INSTANCE_METADATA_URL: 'http://127.0.0.1:1/',
      CPL_AWS_EC2_API_ROOT_URL: 'http://127.0.0.1:1338',
    };
    expect(endpoint(`${MOCK}/`, others).slice(1)).toEqual([
      'warning: INSTANCE_METADATA_URL names another service than AWS_EC2_METADATA_SERVICE_ENDPOINT. Set it to http://127.0.0.1:1338.',
    ]);
  });

  test.each([
    ['IPv6', 0],
    ['ipv4', 0],
    ['v6', 1],
  ])('has the mode %s', (mode, problems) => {
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: mode };
    expect(check(env).filter((line) => line.startsWith('problem'))).toHaveLength(problems);
  });
});

describe('what competes', () => {
  const check = (env: Environment, files: readonly string[] = []) => {
    const hasContent = (path: string) => files.includes(path);
    return lines(checkCompetitors({ env, home: '/home/me', hasContent }));
  };

  test('is nothing by default, and nothing that is empty', () => {
    const fine = ['ok: Nothing competes with the credentials of the mock.'];
    expect(check({ AWS_PROFILE: '', AWS_EC2_METADATA_DISABLED: 'false' })).toEqual(fine);
  });

  test('is a variable', () => {
    expect(
      check({
        AWS_EC2_METADATA_DISABLED: 'TRUE',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      }),
    ).toEqual([
      'problem: AWS_EC2_METADATA_DISABLED is true: clients ask no metadata service. Unset it.',
      'problem: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY are set: a client uses these credentials before it asks the mock. Unset them, or run the program by "ec2-metadata-mock exec".',
    ]);
  });

  test('is a warning where it only shows a container', () => {
    expect(check({ AWS_EXECUTION_ENV: 'AWS_ECS_EC2' })[0]).toMatch(/^warning: AWS_EXECUTION_ENV /);
  });

  test('is a file at home, or where a variable says', () => {
    const files = ['/home/me/.aws/credentials', '/c'];
    expect(check({ AWS_CONFIG_FILE: '/c' }, files).map((line) => line.split(' ')[1])).toEqual([
      '/c',
      '/home/me/.aws/credentials',
    ]);
    expect(check({ AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }, files)[0]).toMatch(/^ok/);
  });
});

describe('a proxy', () => {
  test.each([
    [{}, 'ok'],
    [{ HTTP_PROXY: 'http://p' }, 'problem'],
    [{ all_proxy: 'http://p', no_proxy: 'a.test' }, 'problem'],
    [{ http_proxy: 'http://p', no_proxy: '127.0.0.1' }, 'ok'],
    [{ http_proxy: 'http://p', no_proxy: '127.0.0.1', NO_PROXY: 'a.test' }, 'problem'],
    [{ HTTPS_PROXY: 'http://p' }, 'ok'],
  ])('%j: %s', (env, status) => {
    expect(checkProxy(env, '127.0.0.1').status).toBe(status);
  });
});

describe('the link-local address', () => {
  const local: LinkLocalFacts = { route: { kind: 'local', device: 'lo' }, isServed: true };
  const away: LinkLocalFacts = {
    route: { kind: 'away', device: 'eth0', gateway: '192.0.2.1' },
    isServed: false,
  };
  const nowhere: LinkLocalFacts = { route: { kind: 'none' }, isServed: undefined };

  test.each([
    ['is served here', local, 'ok'],
    ['is served here, as far as can be known', { ...local, isServed: undefined }, 'ok'],
    ['is here, and nothing listens', { ...local, isServed: false }, 'problem'],
    ['is elsewhere', away, 'problem'],
    ['is nowhere', nowhere, 'problem'],
  ])('%s, and nothing else is named', (_, facts, status) => {
    expect(checkLinkLocal(facts, `${MOCK}/`).status).toBe(status);
  });

  test('matters less where an endpoint is set', () => {
    expect(lines([checkLinkLocal(away)])).toEqual([
      'warning: Packets for 169.254.169.254 leave this machine (eth0 by 192.0.2.1). Programs that know no other address do not reach the mock. Run them by "ec2-metadata-mock exec --link-local".',
    ]);
  });
});

describe('the clock', () => {
  const NOW = Date.parse('2030-01-01T00:10:00Z');

  test.each([
    ['Tue, 01 Jan 2030 00:09:30 GMT', 'ok'],
    ['Tue, 01 Jan 2030 00:05:00 GMT', 'problem'],
    ['Tue, 01 Jan 2030 00:20:00 GMT', 'problem'],
  ])('of a service that says %s: %s', (date, status) => {
    expect(checkClock({ date }, NOW).map((finding) => finding.status)).toEqual([status]);
  });

  test('is not compared with none', () => {
    expect(checkClock({}, NOW)).toEqual([]);
    expect(checkClock({ date: 'yesterday' }, NOW)).toEqual([]);
  });
});

test.each([
  ['169.254.169.254', true],
  ['169.254.170.2', true],
  ['fd00:ec2::254', true],
  ['fd00:ec2::23', true],
  ['::ffff:169.254.169.254', true],
  ['127.0.0.1', false],
  ['fd00::1', false],
  ['example.test', false],
])('%s may be that of a real service: %s', (address, expected) => {
  expect(isLinkLocal(address)).toBe(expected);
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:1338'],
  ['', 'http://127.0.0.1:1338'],
  ['::', 'http://127.0.0.1:1338'],
  ['[::1]', 'http://[::1]:1338'],
  ['imds', 'http://imds:1338'],
])('a mock on "%s" is reached at %s', (hostname, url) => {
  expect(urlOf({ hostname, port: '1338' })?.href).toBe(`${url}/`);
});

test('a report has a line for each finding, and the number of problems', () => {
  const findings: Finding[] = [
    { check: 'a', status: 'ok', message: 'Fine.' },
    { check: 'b', status: 'problem', message: 'A\u001b[2Jbad one.', advice: 'Do this.' },
  ];
  expect(report(findings)).toEqual([
    'ok       Fine.',
    'problem  A\\u001b[2Jbad one. Do this.',
    '1 problem stands in the way.',
  ]);
  expect(report(findings.slice(0, 1)).at(-1)).toBe('Nothing stands in the way.');
});
