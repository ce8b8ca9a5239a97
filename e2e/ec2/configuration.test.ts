import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock, wordsOf } from '../cli/support/mock.ts';

const files = tempTree({
  'ec2.yaml': 'profile: ec2\n',
  'aemm.toml': 'profile = "aemm"\n',
  'other.json': '{ "profile": "ecs" }',
});
const FILE = files.join('ec2.yaml');

const WAYS = [
  { way: 'the flag', typed: '--profile ec2', env: {}, where: '--profile' },
  { way: 'the environment', typed: '', env: { AEMM_PROFILE: 'ec2' }, where: 'AEMM_PROFILE' },
  { way: 'a file', typed: `-c ${FILE}`, env: {}, where: FILE },
  {
    way: 'the environment, which beats a file',
    typed: `-c ${files.join('aemm.toml')}`,
    env: { AEMM_PROFILE: 'ec2' },
    where: 'AEMM_PROFILE',
  },
  {
    way: 'the flag, which beats the environment',
    typed: '--profile ec2',
    env: { AEMM_PROFILE: 'aemm' },
    where: '--profile',
  },
];

const PATHS = [
  '/',
  '/latest',
  '/latest/meta-data/',
  '/latest/meta-data/mac',
  '/2020-10-27/nothing',
];

describe.each(WAYS)('profile ec2 by $way', ({ typed, env, where }) => {
  test('answers as any other way', async () => {
    await using mock = await startMock(typed, { env });
    await using flagged = await startMock('--profile ec2');
    const [answers, expected] = await Promise.all(
      [mock, flagged].map((each) => Promise.all(PATHS.map((path) => each.get(path)))),
    );

    expect(answers?.map(({ headers }) => headers.server)).toEqual(PATHS.map(() => 'EC2ws'));
    expect(answers?.map(({ status, body }) => ({ status, body }))).toEqual(
      expected?.map(({ status, body }) => ({ status, body })),
    );
  });

  test('is shown by config show with its origin', async () => {
    const { exitCode, stdout } = await runCli(['config', 'show', ...wordsOf(typed)], { env });

    expect(exitCode).toBe(0);
    expect(stdout.split('\n')).toContain(`profile = "ec2"  # ${where}`);
  });
});

test.each([
  {
    typed: '--profile ecs',
    env: {},
    line: 'Invalid CLI input "ecs" for flag profile. Allowed value(s): aemm,ec2.\n',
  },
  {
    typed: '',
    env: { AEMM_PROFILE: 'ecs' },
    line: 'Invalid environment input "ecs" for variable AEMM_PROFILE. Allowed value(s): aemm,ec2.\n',
  },
  {
    typed: `-c ${files.join('other.json')}`,
    env: {},
    line: `Invalid config file input "ecs" for key profile in ${files.join('other.json')}:1:14. Allowed value(s): aemm,ec2.\n`,
  },
])('an unknown profile is refused in one line: "$typed" $env', async ({ typed, env, line }) => {
  expect(await runCli(wordsOf(typed), { env })).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`${line.replaceAll(/[.()]/g, '\\$&')}$`)),
  });
});
