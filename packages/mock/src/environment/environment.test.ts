import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnvironmentRequest } from './environment.ts';
import { clientEnvironment } from './environment.ts';
import {
  COMPETING_VARIABLES,
  ENDPOINT_MODE_VARIABLE,
  ENDPOINT_VARIABLES,
  SHARED_FILE_VARIABLES,
} from './variables.ts';

const URL = 'http://127.0.0.1:4321';
const HOSTS = ['127.0.0.1', 'localhost'];
const COMPETING = COMPETING_VARIABLES.flatMap(({ names }) => names);

function make(env: Record<string, string>, more: Partial<EnvironmentRequest> = {}) {
  return clientEnvironment({ env, platform: 'linux', url: URL, hosts: HOSTS, keep: [], ...more });
}

describe('the environment of a command', () => {
  test('names the mock in every variable that clients read, and leaves others as they are', () => {
    expect(make({ PATH: '/bin', AWS_REGION: 'eu-west-1' })).toEqual({
      env: {
        PATH: '/bin',
        AWS_REGION: 'eu-west-1',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:4321/',
        INSTANCE_METADATA_URL: 'http://127.0.0.1:4321',
        CPL_AWS_EC2_API_ROOT_URL: 'http://127.0.0.1:4321',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        NO_PROXY: '127.0.0.1,localhost',
        no_proxy: '127.0.0.1,localhost',
      },
      hidden: [],
      keptAnyway: [],
    });
  });

  test('names what is kept that would be kept anyway', () => {
    const keep = ['AWS_PROFILE', 'AWS_PROFIEL', 'AWS_CONFIG_FILE', 'no_proxy', 'MORE', 'PATH'];
    const set = { MORE: 'x' };
    expect(make({ PATH: '/bin' }, { keep, set }).keptAnyway).toEqual(['AWS_PROFIEL', 'PATH']);
  });

  test('names no endpoint where clients find the mock by themselves, and lets them choose the address', () => {
    const { url: _, ...atDefault } = { url: URL, hosts: ['169.254.169.254', 'fd00:ec2::254'] };
    const { env } = clientEnvironment({
      env: {
        AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://192.0.2.1/',
        AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6',
      },
      platform: 'linux',
      keep: [],
      ...atDefault,
    });
    expect(env).toEqual({
      AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      NO_PROXY: '169.254.169.254,fd00:ec2::254',
      no_proxy: '169.254.169.254,fd00:ec2::254',
    });
  });

  test('hides what is preferred to the mock, and reports what was set', () => {
    const { env, hidden } = make({
      AWS_PROFILE: 'dev',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ROLE_ARN: '',
      AWS_CONFIG_FILE: '/home/me/config',
    });
    expect(env).not.toHaveProperty('AWS_PROFILE');
    expect(env).not.toHaveProperty('AWS_EC2_METADATA_DISABLED');
    expect(env).not.toHaveProperty('AWS_ROLE_ARN');
    expect(env).toHaveProperty('AWS_CONFIG_FILE', '/dev/null');
    expect(hidden).toEqual(['AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_PROFILE']);
  });

  test('replaces what points to another service for containers', () => {
    const name = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
    const given = { [name]: 'http://other/', AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/t' };
    const set = { [name]: 'http://127.0.0.1:4322/v1/credentials' };
    expect(make(given, { set }).env).toMatchObject(set);
    expect(make(given, { set }).env).not.toHaveProperty('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
    expect(make(given, { set, keep: [name] }).env).toMatchObject({ [name]: 'http://other/' });
  });

  test('keeps what is to be kept, set or not', () => {
    const keep = ['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'NO_PROXY'];
    const { env, hidden } = make({ AWS_PROFILE: 'dev', AWS_CONFIG_FILE: '/c' }, { keep });
    expect(env).toMatchObject({ AWS_PROFILE: 'dev', AWS_CONFIG_FILE: '/c' });
    expect(env).not.toHaveProperty('AWS_SHARED_CREDENTIALS_FILE');
    expect(env).not.toHaveProperty('NO_PROXY');
    expect(hidden).toEqual([]);
  });

  test('knows names in any case on Windows, and its null device', () => {
    const { env, hidden } = make(
      { aws_profile: 'dev', No_Proxy: 'a.test', Path: 'C:\\' },
      { platform: 'win32', keep: ['aws_config_file'] },
    );
    expect(env).toEqual({
      Path: 'C:\\',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:4321/',
      INSTANCE_METADATA_URL: 'http://127.0.0.1:4321',
      CPL_AWS_EC2_API_ROOT_URL: 'http://127.0.0.1:4321',
      AWS_SHARED_CREDENTIALS_FILE: 'NUL',
      NO_PROXY: 'a.test,127.0.0.1,localhost',
    });
    expect(hidden).toEqual(['aws_profile']);
  });

  test.each([
    ['each spelling gets its own list', { NO_PROXY: 'a', no_proxy: 'b' }, ['a', 'b']],
    ['one spelling gets that of the other', { NO_PROXY: 'a' }, ['a', 'a']],
    ['spaces separate too', { no_proxy: 'a b, c' }, ['a,b,c', 'a,b,c']],
  ])('adds the hosts of the mock to NO_PROXY: %s', (_, given, [upper, lower]) => {
    expect(make(given).env).toMatchObject({
      NO_PROXY: `${upper},127.0.0.1,localhost`,
      no_proxy: `${lower},127.0.0.1,localhost`,
    });
  });

  test('adds nothing to a NO_PROXY that covers the mock', () => {
    expect(make({ NO_PROXY: '*' }).env).toMatchObject({ NO_PROXY: '*', no_proxy: '*' });
    expect(make({ NO_PROXY: 'localhost, 127.0.0.1' }).env.NO_PROXY).toBe('localhost, 127.0.0.1');
  });

  test('never has what is preferred to the mock, and reports exactly what was set of it', () => {
    const names = fc.subarray([...COMPETING, ENDPOINT_MODE_VARIABLE, ...SHARED_FILE_VARIABLES]);
    fc.assert(
      fc.property(names, fc.string({ minLength: 1 }), (set, value) => {
        const given = Object.fromEntries(set.map((name) => [name, value]));
        const { env, hidden } = make({ ...given, HOME: '/home/me' });
        expect(hidden).toEqual([...set].sort());
        expect(env).toHaveProperty('HOME', '/home/me');
        for (const name of COMPETING) expect(env).not.toHaveProperty(name);
      }),
    );
  });
});

test('the guide names every variable that exec sets or hides', () => {
  const guide = readFileSync(
    new globalThis.URL('../../../../docs/guides/run-anything.md', import.meta.url),
    'utf8',
  );
  const { withSlash, withoutSlash } = ENDPOINT_VARIABLES;
  const all = [
    ...withSlash,
    ...withoutSlash,
    ...COMPETING,
    ...SHARED_FILE_VARIABLES,
    ENDPOINT_MODE_VARIABLE,
    'NO_PROXY',
    'no_proxy',
  ];
  expect(all.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
