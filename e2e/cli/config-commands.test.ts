import { cpSync, readFileSync, statSync } from 'node:fs';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { LEAVES } from './support/defaults.ts';
import { startMock, wordsOf } from './support/mock.ts';

const SAVED = '.ec2-metadata-mock/.aemm-config-used.json';

describe('config show', () => {
  const FILES = {
    'aemm.json': { spot: { action: 'stop' }, metadata: { values: { mac: 'a-mac' } } },
  };
  const ENV = { AEMM_MOCK_DELAY_SEC: '7', AEMM_TOKEN_SECRET: 'keep this secret' };

  test('[D34] shows every value with where it comes from', async () => {
    using tree = tempTree(FILES);
    const { exitCode, stdout } = await runCli(wordsOf('config show -c aemm.json -I'), {
      home: tree.path,
      env: ENV,
    });
    const lines = stdout.split('\n');

    expect(exitCode).toBe(0);
    expect(lines).toContain('imdsv2 = true  # --imdsv2');
    expect(lines).toContain('mock-delay-sec = 7  # AEMM_MOCK_DELAY_SEC');
    expect(lines).toContain(`spot.action = "stop"  # ${tree.join('aemm.json')}`);
    expect(lines).toContain(`metadata.values.mac = "a-mac"  # ${tree.join('aemm.json')}`);
    expect(lines).toContain('server.port = "1338"  # default');
    expect(lines).toContain('token-secret = "(hidden)"  # AEMM_TOKEN_SECRET');
    expect(stdout).not.toContain('keep this secret');
  });

  test('--json says the same to a program', async () => {
    using tree = tempTree(FILES);
    const { exitCode, stdout } = await runCli(wordsOf('config show --json -c aemm.json -I'), {
      home: tree.path,
      env: ENV,
    });
    const { file, values } = JSON.parse(stdout);

    expect({ exitCode, file }).toEqual({ exitCode: 0, file: tree.join('aemm.json') });
    expect(values).toContainEqual({
      key: 'imdsv2',
      value: true,
      source: 'flag',
      where: '--imdsv2',
    });
    expect(values).toContainEqual({
      key: 'mock-delay-sec',
      value: 7,
      source: 'environment',
      where: 'AEMM_MOCK_DELAY_SEC',
    });
    expect(values).toContainEqual({
      key: 'spot.action',
      value: 'stop',
      source: 'file',
      where: tree.join('aemm.json'),
    });
    expect(values).toContainEqual({
      key: 'server.port',
      value: '1338',
      source: 'default',
      where: null,
    });
    expect(stdout).not.toContain('keep this secret');
  });
});

/** Two leaves at one path, and what a mock that is started with it says. */
const SHARED = { metadata: { paths: { 'ami-id': '/latest/one', mac: '/latest/one' } } };
const SHARED_WARNING = /^Warning: .*\/latest\/one.* \(AEMM_PATH_SHARED, .*aemm\.json:\d+:\d+\)$/m;

test.for([
  'config show',
  'config show --json',
  'routes',
  'routes --json',
  'certificates',
  'certificates --json',
])('%s warns of what the file does not configure', async (command) => {
  using tree = tempTree({ 'aemm.yaml': 'imdsv3: true\n' });
  const { exitCode, stdout, stderr } = await runCli(wordsOf(`${command} -c aemm.yaml`), {
    home: tree.path,
  });

  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: `Warning: Unknown key "imdsv3" in ${tree.join('aemm.yaml')}:1:1. Did you mean "imdsv2"?\n`,
  });
  if (command.includes('--json')) expect(() => JSON.parse(stdout)).not.toThrow();
});

describe('config validate', () => {
  test('[D34] says that a file is valid', async () => {
    using tree = tempTree({ 'aemm.toml': 'imdsv2 = true\n' });
    const result = await runCli(wordsOf('config validate aemm.toml'), { home: tree.path });

    expect(result).toMatchObject({ exitCode: 0, stdout: 'aemm.toml is valid.\n', stderr: '' });
  });

  test('warns of what does no harm', async () => {
    using tree = tempTree({ 'aemm.json': { imdsv3: true } });
    const result = await runCli(wordsOf('config validate aemm.json'), { home: tree.path });

    expect(result).toMatchObject({
      exitCode: 0,
      stdout: 'aemm.json is valid.\n',
      stderr: `Warning: Unknown key "imdsv3" in ${tree.join('aemm.json')}:2:3. Did you mean "imdsv2"?\n`,
    });
  });

  test('warns of what would not be served as it says', async () => {
    using tree = tempTree({ 'aemm.json': SHARED });
    const result = await runCli(wordsOf('config validate aemm.json'), { home: tree.path });

    expect(result).toMatchObject({ exitCode: 0, stdout: 'aemm.json is valid.\n' });
    expect(result.stderr).toMatch(SHARED_WARNING);
  });

  test('reports every error and every warning', async () => {
    using tree = tempTree({
      'aemm.yaml': [
        'imdsv3: true',
        'mock-delay-sec: soon',
        'spot: { acton: stop, action: explode }',
        'metadata: { values: { rack: 7 }, paths: { mac: "/../..", ami-id: 3 } }',
        'instance: { region: us-east-1, availabilityZone: eu-central-9z, privateIp: 10.0.0.700, tags: { a b: c } }',
      ].join('\n'),
    });
    const result = await runCli(wordsOf('config validate aemm.yaml'), { home: tree.path });
    const lines = result.stderr.trimEnd().split('\n');

    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(lines.map((line) => line.replaceAll(tree.join('aemm.yaml'), 'FILE'))).toEqual([
      'Warning: Unknown key "imdsv3" in FILE:1:1. Did you mean "imdsv2"?',
      'Warning: Unknown key "spot.acton" in FILE:3:9. Did you mean "spot.action"?',
      'Warning: metadata.values.rack (FILE:4:23) is not served without metadata.paths.rack.',
      expect.stringMatching(
        /^Warning: instance\.tags\.a b: .* \(AEMM_INSTANCE_UNREAL, FILE:5:101\)$/,
      ),
      expect.stringMatching(
        /^Invalid config file input "soon" for key mock-delay-sec in FILE:2:17\. /,
      ),
      expect.stringMatching(
        /^Invalid config file input "explode" for key spot\.action in FILE:3:30\. /,
      ),
      expect.stringMatching(
        /^Invalid config file input 3 for key metadata\.paths\.ami-id in FILE:4:66\. /,
      ),
      expect.stringMatching(
        /^Invalid config file input "10\.0\.0\.700" for key instance\.privateIp in FILE:5:76\. /,
      ),
      expect.stringMatching(
        /^Invalid config file input "eu-central-9z" for key instance\.availabilityZone in FILE:5:50\. /,
      ),
      expect.stringMatching(
        /^Invalid config file input for key metadata\.paths\.mac in FILE:4:48\. /,
      ),
    ]);
  });

  test.for([
    ['aemm.yaml', 'instance: { lifeCycle: lunar }', '1:24'],
    [
      'aemm.json',
      '{ "instance": { "interfaces": [{ "mac": "0A:00:00:00:00:01" }],\n  "tags": { "a b": "" } } }',
      '2:20',
    ],
    ['aemm.yaml', 'metadata: { values: { mac: ../x } }', '1:28'],
    ['aemm.yaml', `userdata: { values: { userdata: ${'QUFB'.repeat(5462)} } }`, '1:33'],
  ] as const)('a warning has its place in %s: %s', async ([name, text, place]) => {
    using tree = tempTree({ [name]: text });
    const { stderr } = await runCli(['config', 'validate', name], { home: tree.path });
    const [first = ''] = stderr.split('\n');
    expect(first).toMatch(/^Warning: .* \(AEMM_\w+, .*\)$/);
    expect(first).toContain(`${tree.join(name)}:${place})`);
  });

  test.for([
    ['imdsv3: true', 2],
    ['metadata: { paths: { ami-id: /latest/one, mac: /latest/one } }', 2],
    ['imdsv2: true', 0],
  ] as const)('--strict makes a warning an error: %s', async ([text, exitCode]) => {
    using tree = tempTree({ 'aemm.yaml': text });
    const strict = wordsOf('config validate --strict aemm.yaml');
    const result = await runCli(strict, { home: tree.path });

    expect(result.exitCode).toBe(exitCode);
    if (exitCode === 0) return;
    expect(result).toMatchObject({ stdout: '' });
    expect(result.stderr).toMatch(
      /^Warning: .*\naemm\.yaml is not valid: --strict allows no warning\.\n$/,
    );
  });

  test('refuses two files, of which it would check one', async () => {
    using tree = tempTree({ 'aemm.json': {}, 'other.json': {} });
    const typed = wordsOf('config validate aemm.json -c other.json');
    expect(await runCli(typed, { home: tree.path })).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'Both aemm.json and --config-file other.json are given. Use one.\n',
    });
  });

  test.for([
    [{ 'aemm.json': '{"spot":{"action":"explode"}}' }, 2, /spot\.action in .*aemm\.json:1:19\. /],
    [{ 'aemm.json': '{"imdsv2":}' }, 1, /aemm\.json:1:11/],
    [{ 'aemm.json': { userdata: { values: { userdata: '%' } } } }, 2, /userdata\.values\.userdata/],
    [{}, 1, /no such file/],
  ] as const)('refuses %j with exit status %d', async ([files, exitCode, message]) => {
    using tree = tempTree(files);
    const result = await runCli(wordsOf('config validate aemm.json'), { home: tree.path });

    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).toMatch(message);
    expect(result.stderr).not.toContain('named by');
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test.for([
    [
      'control: true\ncontrol-token: x\ncontrol-token-file: aemm.yaml\n',
      2,
      /^Both control-token \(.*aemm\.yaml\) and control-token-file \(.*aemm\.yaml\) are set\. Use one\.\n$/,
    ],
    [
      'control: true\ncontrol-token-file: missing\n',
      1,
      /^Cannot read the file .*missing of control-token-file \(.*aemm\.yaml\): no such file/,
    ],
    ['identityKeys: { dsa: missing }', 1, /missing of identityKeys\.dsa \(.*aemm\.yaml\)/],
    ['credentialsFrom: profile:nope', 2, /^credentialsFrom: There is no profile "nope"/],
    [
      'profile: ec2\nfleet: { by: client, template: { count: 2, subnet: 10.1.0.0/16, instance: { tags: { a b: c } } } }',
      2,
      /^fleet\.template\.instance\.tags\.a b: .* \(.*aemm\.yaml\)\n$/,
    ],
  ] as const)('refuses as a start does: %s', async ([text, exitCode, message]) => {
    using tree = tempTree({ 'aemm.yaml': text });
    const validated = await runCli(wordsOf('config validate aemm.yaml'), { home: tree.path });

    expect(validated).toMatchObject({ exitCode, stdout: '' });
    expect(validated.stderr).toMatch(message);
    const started = await runCli(wordsOf('-c aemm.yaml -p 0 --control-port 0'), {
      home: tree.path,
    });
    expect(started.exitCode).toBe(exitCode);
    expect(started.stderr).toContain(validated.stderr);
  });

  test.for([
    ['control: true\ncontrol-hostname: 0.0.0.0', /The control plane on 0\.0\.0\.0 would be open/],
    [
      'fleet: { by: client, header: x-id, template: { count: 2, subnet: 10.1.0.0/16 } }',
      /fleet\.header has no effect/,
    ],
  ] as const)('warns of what a start may still refuse or warn of: %s', async ([text, warning]) => {
    using tree = tempTree({ 'aemm.yaml': text });
    const { exitCode, stderr } = await runCli(wordsOf('config validate aemm.yaml'), {
      home: tree.path,
    });

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(warning);
    expect(stderr).toMatch(/^Warning: .*\n$/);
  });
});

describe('routes', () => {
  test('[D34] lists what the bare command would serve', async () => {
    const { exitCode, stdout } = await runCli(['routes']);
    const paths = stdout.trimEnd().split('\n');

    expect(exitCode).toBe(0);
    expect(paths).toEqual(expect.arrayContaining(LEAVES.map(({ path }) => path)));
    expect(paths).toHaveLength(LEAVES.length + 5);
  });

  test('warns as a mock would of what it cannot serve as configured', async () => {
    using tree = tempTree({ 'aemm.json': SHARED });
    const { exitCode, stderr } = await runCli(wordsOf('routes -c aemm.json'), { home: tree.path });

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(SHARED_WARNING);
  });

  test('lists what a command would serve, and when its notices appear', async () => {
    const { stdout } = await runCli(
      wordsOf('routes spot --mock-trigger-time 2030-01-01T00:00:00Z --json'),
    );
    const { routes } = JSON.parse(stdout);

    expect(routes).toContainEqual({
      path: '/latest/meta-data/spot/instance-action',
      key: 'spot',
      category: 'spot',
      availableAt: '2030-01-01T00:00:00Z',
      pending: false,
    });
    expect(routes).toContainEqual({
      path: '/latest/meta-data/mac',
      key: 'mac',
      category: 'network',
      availableAt: null,
      pending: false,
    });
    expect(stdout).not.toContain('target-lifecycle-state');
  });

  test('marks notices that wait to be asked for', async () => {
    const { stdout } = await runCli(wordsOf('routes --profile ec2 --json'));
    const { routes } = JSON.parse(stdout) as {
      routes: { path: string; availableAt: string | null; pending: boolean }[];
    };
    const pending = routes.filter((route) => route.pending);
    expect(pending.map(({ path }) => path.replace('/latest/meta-data/', ''))).toEqual([
      'autoscaling/target-lifecycle-state',
      'events/maintenance/scheduled',
      'events/recommendations/rebalance',
      'spot/instance-action',
      'spot/termination-time',
    ]);
    expect(pending.every(({ availableAt }) => availableAt === null)).toBe(true);
  });
});

test('[C04] routes --values prints what each path holds, and null for what depends on the request', async () => {
  const { stdout, exitCode } = await runCli(wordsOf('routes --values --json --fresh-credentials'));
  const { routes } = JSON.parse(stdout) as {
    routes: { path: string; value: unknown; format: string | null }[];
  };
  const at = (end: string) => routes.find(({ path }) => path.endsWith(end));

  expect(exitCode).toBe(0);
  expect(at('/meta-data/mac')).toEqual({
    path: '/latest/meta-data/mac',
    key: 'mac',
    category: 'network',
    availableAt: null,
    pending: false,
    format: 'text',
    value: '0e:49:61:0f:c3:11',
  });
  expect(at('/user-data')).toMatchObject({
    value: 'MTIzNCxqb2huLHJlYm9vdCx0cnVlCg==',
    format: 'base64',
  });
  expect(at('/instance-identity/document')?.value).toMatchObject({ region: 'us-east-1' });
  expect(at('/baskinc-role')?.value).toBeNull();
  const plain = await runCli(wordsOf('routes --values'));
  expect(plain.stdout).toContain('/latest/meta-data/mac = "0e:49:61:0f:c3:11"\n');
  expect((await runCli(wordsOf('routes'))).stdout).toContain('/latest/meta-data/mac\n');
});

describe('completion', () => {
  test.for(['bash', 'zsh', 'fish'])(
    '[D34] for %s is a script that knows commands and flags',
    async (shell) => {
      const { exitCode, stdout } = await runCli(['completion', shell]);

      expect(exitCode).toBe(0);
      expect(stdout).toContain('ec2-metadata-mock');
      expect(stdout).toContain('asglifecycle');
      expect(stdout).toContain('mock-delay-sec');
    },
  );

  test('knows the commands that routes can be asked about, and where paths are typed', async () => {
    const { stdout } = await runCli(['completion', 'bash']);

    expect(stdout).toMatch(/'routes'\)\s+choices=\('asglifecycle' 'events' 'spot'\)/);
    for (const place of [
      'config validate',
      'plugins install',
      'plugins link',
      'plugins manifest',
    ]) {
      expect(stdout).toMatch(new RegExp(`'${place}'\\)\\s+kind=file`));
    }
  });
});

describe('a configuration that was saved', () => {
  test('[D20] is the owner’s alone, complete, and serves the same again', async () => {
    using tree = tempTree({
      'aemm.json': {
        metadata: {
          paths: { 'my-key': '/latest/meta-data/mine' },
          values: { 'my-key': 'my value', mac: '02:00:00:00:00:09' },
        },
        userdata: { values: { userdata: 'aGVsbG8=' } },
      },
    });
    await using first = await startMock('spot -a hibernate -c aemm.json -s', { home: tree.path });
    await first.waitFor(/Successfully saved/);
    cpSync(tree.join(SAVED), tree.join('again.json'));
    await using second = await startMock('spot -c again.json', { home: tree.path });
    const paths = [
      ...LEAVES.map(({ path }) => path.replace('0e:49:61:0f:c3:11', '02:00:00:00:00:09')),
      '/latest/meta-data/mine',
      '/latest/meta-data',
    ];

    expect(statSync(tree.join(SAVED)).mode & 0o777).toBe(0o600);
    expect(second.stderr).not.toContain('Warning');
    for (const path of paths) {
      const { status, type, body } = await first.get(path);

      expect({ path, status }).toEqual({ path, status: 200 });
      expect({ path, ...(await second.get(path)) }).toMatchObject({ path, status, type, body });
    }
    expect((await second.get('/latest/meta-data/spot/instance-action')).body).toContain(
      '"action": "hibernate"',
    );
  });

  test('by AEMM itself, its keys lower-cased, loads without a word', async () => {
    using tree = tempTree({
      'aemm.json': readFileSync(new URL('../data/saved-by-aemm.json', import.meta.url), 'utf8'),
    });
    await using mock = await startMock('-c aemm.json', { home: tree.path });

    expect(mock.stderr).not.toContain('Warning');
    for (const { path, type, body } of LEAVES) {
      const { status, ...answer } = await mock.get(path);

      expect({ path, status, type: answer.type, body: answer.body }).toEqual({
        path,
        status: 200,
        type,
        body,
      });
    }
  });
});
