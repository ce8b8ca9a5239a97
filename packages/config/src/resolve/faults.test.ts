import { describe, expect, test } from 'vitest';
import { createWorkplace, failureOf } from '../../test/workplace.ts';
import { saveConfig } from '../index.ts';

const YAML = `faults:
  - { name: outage, path: /latest/api/token, method: PUT, status: 503, times: 3 }
  - { path: "/latest/meta-data/*", latency: 200ms..2s, share: 0.30 }
  - { path: /latest/meta-data/iam/*, reset: true, from: 60s, until: 90s }
  - { body: "", contentType: text/html }
  - { rate: 1024 }
  - { refuse: true, until: 3s }
`;

const FAULTS = [
  { name: 'outage', path: '/latest/api/token', method: 'PUT', status: 503, times: 3 },
  { path: '/latest/meta-data/*', latency: '200ms..2s', share: 0.3 },
  { path: '/latest/meta-data/iam/*', reset: true, from: '60s', until: '90s' },
  { body: '', contentType: 'text/html' },
  { rate: 1024 },
  { refuse: true, until: '3s' },
];

describe('faults', () => {
  test('stand in a file as YAML, JSON and TOML, and as JSON in the environment', async () => {
    const { loadFile, load } = await createWorkplace();
    const toml = '[[faults]]\nstatus = 503\ntimes = 3\n\n[[faults]]\nbody = ""\n';
    expect((await loadFile('a.yaml', YAML)).faults).toEqual(FAULTS);
    expect((await loadFile('a.json', JSON.stringify({ faults: FAULTS }))).faults).toEqual(FAULTS);
    expect((await loadFile('a.toml', toml)).faults).toEqual([
      { status: 503, times: 3 },
      { body: '' },
    ]);
    const env = { AEMM_FAULTS: JSON.stringify(FAULTS) };
    expect((await load({ env })).faults).toEqual(FAULTS);
    expect((await load({})).faults).toEqual([]);
  });

  test('are saved, and load again', async () => {
    const { home, loadFile, load } = await createWorkplace();
    const saved = saveConfig(await loadFile('a.yaml', YAML), { home, cwd: home });
    expect(saved).toHaveProperty('path');
    const again = await load({ flags: { 'config-file': 'path' in saved ? saved.path : '' } });
    expect(again.faults).toEqual(FAULTS);
  });

  test.each([
    [
      'faults:\n  - { status: 503 }\n  - status: 200\n',
      'Invalid config file input 200 for key faults.1.status in ~/a.yaml:3:13. Allowed value(s): a status from 400 to 599.',
    ],
    [
      'faults:\n  - { reset: true, hang: true }\n',
      'Invalid config file input {"reset":true,"hang":true} for key faults.0 in ~/a.yaml:2:5. Reset and hang exclude each other.',
    ],
    [
      'faults:\n  - { status: 503, name: a }\n  - { status: 503, name: a }\n',
      'Invalid config file input "a" for key faults.1.name in ~/a.yaml:3:26. Allowed value(s): a name that no other fault has.',
    ],
    [
      'faults: { status: 503 }\n',
      'Invalid config file input {"status":503} for key faults in ~/a.yaml:1:9. Allowed value(s): a list of faults, [{ "path": "/latest/api/token", "status": 503 }].',
    ],
  ])('are refused with their place: %j', async (text, message) => {
    const { problemsOf } = await createWorkplace();
    expect((await problemsOf('a.yaml', text)).problems).toEqual([message]);
  });

  test('name the field that is not known', async () => {
    const { problemsOf } = await createWorkplace();
    const { problems } = await problemsOf('a.yaml', 'faults:\n  - { stauts: 503 }\n');
    expect(problems[0]).toContain('A fault has no "stauts"; it has name, path,');
  });

  test('are refused in the environment with their place in the list', async () => {
    const { load } = await createWorkplace();
    const env = { AEMM_FAULTS: '[{"status":200}]' };
    expect((await failureOf(() => load({ env }))).problems).toEqual([
      'Invalid environment input "[{\\"status\\":200}]" for variable AEMM_FAULTS. 0.status: a status from 400 to 599.',
    ]);
  });
});
