import { describe, expect, test } from 'vitest';
import { createWorkplace, failureOf } from '../../test/workplace.ts';
import { saveConfig } from '../index.ts';

const YAML = `Scenario:
  - { at: 10s, do: revoke-tokens }
  - { at: 20s, do: tags.set, with: { name: Size, value: "1.50" } }
  - { at: 60s, every: 5s, times: 3, fault: { path: /latest/api/token, status: 503, share: 0.50 } }
`;

const STEPS = [
  { at: '10s', do: 'revoke-tokens' },
  { at: '20s', do: 'tags.set', with: { name: 'Size', value: '1.50' } },
  {
    at: '60s',
    every: '5s',
    times: 3,
    fault: { path: '/latest/api/token', status: 503, share: 0.5 },
  },
];

describe('a scenario', () => {
  test('stands in a file as YAML, JSON and TOML', async () => {
    const { loadFile, load } = await createWorkplace();
    const toml = '[[scenario]]\nat = "10s"\ndo = "revoke-tokens"\n';
    const expected = { name: 'scenario', steps: STEPS };
    expect((await loadFile('a.yaml', YAML)).scenario).toEqual(expected);
    const json = JSON.stringify({ scenario: STEPS }).replace('0.5', '0.50');
    expect((await loadFile('a.json', json)).scenario).toEqual(expected);
    expect((await loadFile('a.toml', toml)).scenario?.steps).toEqual(STEPS.slice(0, 1));
    expect((await load({})).scenario).toBeUndefined();
  });

  test('is that of a name, or of a file, which counts from the folder of the file that names it', async () => {
    const { load, loadFile, write } = await createWorkplace();
    await write('stories/alone.yaml', '- { at: 10s, do: revoke-tokens }\n');
    await write('whole.yaml', YAML);
    const alone = { name: 'alone.yaml', steps: STEPS.slice(0, 1) };
    const named = await load({ env: { AEMM_SCENARIO: 'tokens-revoked' } });
    expect(named.scenario?.name).toBe('tokens-revoked');
    expect(named.scenario?.steps[0]).toMatchObject({ do: 'revoke-tokens' });
    const flags = { scenario: 'whole.yaml' };
    expect((await load({ flags })).scenario).toEqual({ name: 'whole.yaml', steps: STEPS });
    expect((await loadFile('stories/a.yaml', 'scenario: alone.yaml\n')).scenario).toEqual(alone);
    expect((await loadFile('a.yaml', YAML, { flags })).scenario?.name).toBe('whole.yaml');
  });

  test('is saved, and loads again from elsewhere', async () => {
    const { home, loadFile, load, write } = await createWorkplace();
    await write('stories/alone.yaml', '- { at: 10s, do: revoke-tokens }\n');
    for (const text of [YAML, 'scenario: alone.yaml\n', 'scenario: throttling\n']) {
      const config = await loadFile('stories/a.yaml', text);
      const saved = saveConfig(config, { home, cwd: home });
      const again = await load({ flags: { 'config-file': 'path' in saved ? saved.path : '' } });
      expect(again.scenario).toEqual(config.scenario);
    }
  });

  test.each([
    [
      'scenario:\n  - { at: soon, do: reset }\n',
      'Invalid config file input "soon" for key scenario.0.at in ~/a.yaml:2:11. Allowed value(s): a duration such as 10s, 2m and PT2M.',
    ],
    [
      'Scenario:\n  - { at: 1s, do: reset }\n  - at: 2s\n    do: tags.set\n    with: { name: Name, value: 1 }\n',
      'Invalid config file input 1 for key scenario.1.with.value in ~/a.yaml:5:32. Expected string, received number.',
    ],
    [
      'scenario:\n  - { at: 1s, do: tags.set, with: { name: Name } }\n',
      'Invalid config file input {"name":"Name"} for key scenario.0.with in ~/a.yaml:2:35. It needs value: expected string.',
    ],
    [
      'scenario:\n  - { do: reset }\n',
      'Invalid config file input {"do":"reset"} for key scenario.0 in ~/a.yaml:2:5. It needs at: a duration such as 10s, 2m and PT2M.',
    ],
    [
      'scenario:\n  - { at: 1s, fault: { reset: true, hang: true } }\n',
      'Invalid config file input {"reset":true,"hang":true} for key scenario.0.fault in ~/a.yaml:2:22. Reset and hang exclude each other.',
    ],
    [
      'scenario:\n  - { at: 1s, every: 1s, times: 10000, do: reset }\n  - { at: 1s, every: 1s, times: 9, do: reset }\n',
      'Invalid config file input 9 for key scenario.1.times in ~/a.yaml:3:33. Allowed value(s): so few repetitions that all steps make 10000 at most.',
    ],
    [
      'scenario:\n  - { at: 1s, do: reset }\n  - { at: 9999999d, do: reset }\n',
      'Invalid config file input "9999999d" for key scenario.1.at in ~/a.yaml:3:11. Allowed value(s): a time up to 365000d from the start of the scenario, repetitions included.',
    ],
    [
      'scenario: []\n',
      'Invalid config file input [] for key scenario in ~/a.yaml:1:11. Allowed value(s): a file, the name of a scenario, or a list of 1 to 1000 steps.',
    ],
  ])('is refused with its place: %j', async (text, message) => {
    const { problemsOf } = await createWorkplace();
    expect((await problemsOf('a.yaml', text)).problems).toEqual([message]);
  });

  test('names what is possible where a step does what is not', async () => {
    const { problemsOf } = await createWorkplace();
    const { problems } = await problemsOf('a.yaml', 'scenario: [{ at: 1s, do: tags.st }]\n');
    expect(problems[0]).toContain(
      'input "tags.st" for key scenario.0.do in ~/a.yaml:1:26. Allowed value(s): one of iam.rotate, iam.fail, iam.restore, tags.set, ',
    );
    expect(problems[0]).toContain('revoke-tokens, reset');
  });

  test.each([
    [
      'drain.yaml',
      '- { at: 1s, do: reset }\n- { at: x, do: reset }\n',
      'Invalid config file input "x" for key scenario.1.at in ~/drain.yaml:2:9. Allowed value(s): a duration such as 10s, 2m and PT2M.',
    ],
    [
      'drain.json',
      '{\n"scenario":\n[{"at": "1s"}]}',
      'Invalid config file input {"at":"1s"} for key scenario.0 in ~/drain.json:3:2. A step needs either do or fault.',
    ],
    [
      'empty.yaml',
      '',
      'Invalid config file input null for key scenario in ~/empty.yaml. A list of 1 to 1000 steps.',
    ],
  ])('of a file is refused with its place in %s', async (name, text, message) => {
    const { load, write, tidy } = await createWorkplace();
    await write(name, text);
    const { problems } = await failureOf(() => load({ flags: { scenario: name } }));
    expect(problems.map(tidy)).toEqual([message]);
  });

  test.each([
    ['nowhere', 'no such file.'],
    ['broken.yaml', 'deficient indentation in line 2, column 1.'],
  ])('of %s, which cannot be read, is refused with what is allowed', async (name, reason) => {
    const { load, write } = await createWorkplace();
    await write('broken.yaml', '- { at: 1s\n');
    const { problems } = await failureOf(() => load({ env: { AEMM_SCENARIO: name } }));
    expect(problems).toEqual([
      expect.stringMatching(
        `^Invalid environment input "${name}" for variable AEMM_SCENARIO. It cannot be read: ${reason} Allowed value\\(s\\): a file, or one of spot-interruption, `,
      ),
    ]);
  });
});

test.each([0, -1, 'fast', '', 1_000_001])('a speed of %j is refused', async (speed) => {
  const { load } = await createWorkplace();
  const { problems } = await failureOf(() => load({ flags: { speed } }));
  expect(problems[0]).toContain('Allowed value(s): a number above 0, up to 1000000.');
});
