import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import type { Mock } from './support/mock.ts';
import { startMock } from './support/mock.ts';
import { startUnprivileged } from './support/unprivileged.ts';

const SOON = { timeout: 15_000, interval: 20 };

const MAC = '/latest/meta-data/mac';
const HOSTNAME = '/latest/meta-data/hostname';

/** A configuration of which every reader can check whether it is whole: two leaves that only change together. */
function generation(number: number): object {
  return {
    metadata: {
      values: { mac: `mac-${number}`, 'rack-room': `room-${number}` },
      paths: { 'rack-room': `/latest/meta-data/rack/room-${number}` },
    },
  };
}

/** How a new configuration gets into its place. `write` returns once it is there. */
const WAYS: readonly {
  readonly name: string;
  readonly file: string;
  write(tree: TempTree, number: number): void;
}[] = [
  {
    name: 'written in place',
    file: 'aemm.json',
    write: (tree, number) => tree.write({ 'aemm.json': generation(number) }),
  },
  {
    name: 'replaced by a rename',
    file: 'aemm.json',
    write(tree, number) {
      tree.write({ 'aemm.json.new': generation(number) });
      renameSync(tree.join('aemm.json.new'), tree.join('aemm.json'));
    },
  },
  {
    // As the kubelet does: the file is a link through `..data`, which is a link to a folder of that time.
    name: 'swapped as a ConfigMap',
    file: 'mount/aemm.json',
    write(tree, number) {
      mkdirSync(tree.join('mount'), { recursive: true });
      const folder = `..2026_11_23_${number}`;
      tree.write({ [`mount/${folder}/aemm.json`]: generation(number) });
      symlinkSync(folder, tree.join('mount', '..data_tmp'));
      renameSync(tree.join('mount', '..data_tmp'), tree.join('mount', '..data'));
      if (number === 0) symlinkSync('..data/aemm.json', tree.join('mount', 'aemm.json'));
      rmSync(tree.join('mount', `..2026_11_23_${number - 1}`), { recursive: true, force: true });
    },
  },
];

test('[D18] a file is followed where a link leads to its folder, each time that is swapped', async () => {
  using tree = tempTree();
  const release = (number: number): void => {
    tree.write({ [`v${number}/aemm.json`]: generation(number) });
    symlinkSync(`v${number}`, tree.join('next'));
    renameSync(tree.join('next'), tree.join('current'));
  };
  release(0);
  await using mock = await startMock('-c current/aemm.json -w', { home: tree.path });

  for (const number of [1, 2, 3]) {
    release(number);
    await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe(`mac-${number}`);
  }
  tree.write({ 'v3/aemm.json': generation(4) });
  await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('mac-4');
});

describe.each(WAYS)('a file that is $name', ({ file, write }) => {
  test('[D18] is served from then on: values, moved paths and listings', async () => {
    using tree = tempTree();
    write(tree, 0);
    await using mock = await startMock(`-c ${file} -w`, { home: tree.path });

    for (const number of [0, 1, 2, 3]) {
      if (number > 0) write(tree, number);

      await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe(`mac-${number}`);
      expect((await mock.get('/latest/meta-data/rack')).body).toBe(`room-${number}`);
      expect((await mock.get(`/latest/meta-data/rack/room-${number}`)).body).toBe(`room-${number}`);
      expect((await mock.get('/latest/meta-data/network/interfaces/macs')).body).toBe(
        `mac-${number}/`,
      );
    }
  });
});

test('faults of a file follow it, and go on counting where they are unchanged', async () => {
  using tree = tempTree({
    'aemm.yaml': 'faults:\n  - { name: once, path: "*/mac", status: 503, times: 1 }\n',
  });
  await using mock = await startMock('-c aemm.yaml -w', { home: tree.path });
  expect((await mock.get(MAC)).status).toBe(503);
  tree.write({
    'aemm.yaml':
      'faults:\n  - { name: once, path: "*/mac", status: 503, times: 1 }\n  - { path: "*/hostname", status: 504 }\n',
  });
  await expect.poll(async () => (await mock.get(HOSTNAME)).status, SOON).toBe(504);
  expect((await mock.get(MAC)).status).toBe(200);
});

/** Reads until stopped, and returns what was wrong. */
function readUntil(stopped: () => boolean, mock: Mock, readers: number): Promise<string[]> {
  const read = async (): Promise<string[]> => {
    const wrong: string[] = [];
    while (!stopped()) {
      // A listing is one answer: both names in it come from one state.
      const { status, body } = await mock.get('/latest/meta-data/pair');
      const [, one, two] = /^a-(\d+)\nb-(\d+)$/.exec(body) ?? [];
      if (status !== 200 || one === undefined || one !== two) wrong.push(`${status} ${body}`);
    }
    return wrong;
  };
  return Promise.all(Array.from({ length: readers }, read)).then((lists) => lists.flat());
}

function pair(number: number): object {
  return {
    metadata: {
      values: { 'pair-a': 'a', 'pair-b': 'b' },
      paths: {
        'pair-a': `/latest/meta-data/pair/a-${number}`,
        'pair-b': `/latest/meta-data/pair/b-${number}`,
      },
    },
  };
}

test('[D18] no request sees half a state, and none is lost, while the file changes', async () => {
  using tree = tempTree({ 'aemm.json': pair(0) });
  await using mock = await startMock('-c aemm.json -w', { home: tree.path });
  let stopped = false;
  const reading = readUntil(() => stopped, mock, 8);

  for (const number of [1, 2, 3, 4, 5, 6]) {
    tree.write({ 'aemm.json': pair(number) });
    await expect
      .poll(async () => (await mock.get('/latest/meta-data/pair')).body, SOON)
      .toBe(`a-${number}\nb-${number}`);
  }
  stopped = true;

  expect(await reading).toEqual([]);
});

test('[D18] notices, delays and whether a token is needed change as well', async () => {
  using tree = tempTree({ 'aemm.json': { 'mock-delay-sec': 3600, spot: { action: 'stop' } } });
  await using mock = await startMock('-c aemm.json -w', { home: tree.path });
  const action = '/latest/meta-data/spot/instance-action';
  const read = async () => {
    const { status, body } = await mock.get(action);
    return status === 200 ? JSON.parse(body).action : status;
  };

  expect(await read()).toBe(404);
  tree.write({ 'aemm.json': { spot: { action: 'stop' } } });
  await expect.poll(read, SOON).toBe('stop');
  tree.write({ 'aemm.json': { spot: { action: 'hibernate' } } });
  await expect.poll(read, SOON).toBe('hibernate');
  tree.write({ 'aemm.json': { 'mock-delay-sec': 3600 } });
  await expect.poll(read, SOON).toBe(404);
  tree.write({ 'aemm.json': { imdsv2: true } });
  await expect.poll(read, SOON).toBe(401);
});

test('what was typed or exported still beats the file', async () => {
  using tree = tempTree({ 'aemm.json': { metadata: { values: { mac: 'one' } } } });
  await using mock = await startMock('spot -a stop -c aemm.json -w', {
    home: tree.path,
    env: { AEMM_METADATA_VALUES_HOSTNAME: 'exported' },
  });

  tree.write({
    'aemm.json': {
      spot: { action: 'hibernate' },
      metadata: { values: { mac: 'two', hostname: 'from the file' } },
    },
  });
  await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('two');

  expect((await mock.get(HOSTNAME)).body).toBe('exported');
  expect((await mock.get('/latest/meta-data/spot/instance-action')).body).toContain('"stop"');
});

describe('what only a restart changes', () => {
  const CHANGED = {
    server: { hostname: '127.0.0.2', port: 1 },
    'request-log': 'json',
    'token-secret': 'keep this secret',
    metadata: { values: { mac: 'new' } },
  };

  test('is named after a reload, in one line and without its value', async () => {
    using tree = tempTree({ 'aemm.json': { server: { hostname: '127.0.0.1', port: 0 } } });
    const env = { AEMM_SERVER_HOSTNAME: undefined, AEMM_SERVER_PORT: undefined };
    await using mock = await startMock('-c aemm.json -w', { home: tree.path, env });

    tree.write({ 'aemm.json': CHANGED });
    await mock.waitFor(/Reloaded the configuration/);

    expect((await mock.get(MAC)).body).toBe('new');
    expect(mock.stderr).toMatch(
      /Warning: changed, but needs a restart: server\.hostname, server\.port, token-secret, request-log\.\n/,
    );
    expect(mock.stderr.match(/restart/g)).toHaveLength(1);
    expect(mock.stderr).not.toContain('keep this secret');
  });

  test('is not named where flags and variables overrule the file', async () => {
    using tree = tempTree({ 'aemm.json': {} });
    await using mock = await startMock('-c aemm.json -w --request-log text', {
      home: tree.path,
      env: { AEMM_TOKEN_SECRET: 'a secret of my own' },
    });

    tree.write({ 'aemm.json': CHANGED });
    await mock.waitFor(/Reloaded the configuration/);

    expect(mock.stderr).not.toContain('restart');
  });
});

describe('a file that breaks', () => {
  const BROKEN = [
    ['is not JSON', '{"metadata": ', /stays as it was: .*aemm\.json:1:\d+/],
    [
      'has bad user data',
      '{"userdata":{"values":{"userdata":"%"}}}',
      /stays as it was: .*userdata/,
    ],
    [
      'has a value that is not allowed',
      '{"mock-delay-sec":"soon"}',
      /stays as it was: .*mock-delay-sec/,
    ],
  ] as const;

  test.for(BROKEN)(
    '[D19] because it %s keeps the old state, says why once, and can be corrected',
    async ([, text, message]) => {
      using tree = tempTree({ 'aemm.json': { metadata: { values: { mac: 'old' } } } });
      await using mock = await startMock('-c aemm.json -w', { home: tree.path });

      writeFileSync(tree.join('aemm.json'), text);
      await mock.waitFor(message);
      expect((await mock.get(MAC)).body).toBe('old');

      tree.write({ 'aemm.json': { metadata: { values: { mac: 'corrected' } } } });
      await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('corrected');

      expect(mock.stderr.match(/stays as it was/g)).toHaveLength(1);
    },
  );

  const LOST: readonly (readonly [string, (path: string) => void, RegExp])[] = [
    ['is gone', (path) => rmSync(path), /stays as it was: .*aemm\.json .*: no such file\.\n/],
    [
      'became a directory',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      /stays as it was: .*aemm\.json .*: it is a directory\.\n/,
    ],
    [
      'is gone with its folder',
      (path) => rmSync(dirname(path), { recursive: true }),
      /stays as it was: .*aemm\.json .*: no such file\.\n/,
    ],
  ];

  test.for(LOST)(
    'because it %s keeps the old state, says so once, and is served when it is back',
    async ([, lose, message]) => {
      const file = 'folder/aemm.json';
      using tree = tempTree({ [file]: { metadata: { values: { mac: 'old' } } } });
      await using mock = await startMock(`-c ${file} -w`, { home: tree.path });

      lose(tree.join(file));
      await mock.waitFor(message);
      expect((await mock.get(MAC)).body).toBe('old');

      rmSync(tree.join(file), { recursive: true, force: true });
      tree.write({ [file]: { metadata: { values: { mac: 'back' } } } });
      await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('back');

      expect(mock.stderr.match(/stays as it was/g)).toHaveLength(1);
    },
  );

  test('because it may no longer be read keeps the old state, and says so', async () => {
    using tree = tempTree({ 'aemm.json': { metadata: { values: { mac: 'old' } } } });
    chmodSync(tree.join('aemm.json'), 0o644);
    await using mock = await startUnprivileged(`-c ${tree.join('aemm.json')} -w`, tree);

    chmodSync(tree.join('aemm.json'), 0o000);
    await mock.waitFor(/stays as it was: .*aemm\.json .*: permission denied\.\n/);
    expect((await mock.get(MAC)).body).toBe('old');

    chmodSync(tree.join('aemm.json'), 0o644);
    await mock.waitFor(/Reloaded the configuration from .*aemm\.json\.\n/);
  });

  test('because the default file is gone keeps the old state, whatever would come next', async () => {
    using tree = tempTree({
      'aemm-config.json': { metadata: { values: { mac: 'old' } } },
      'aemm-config.yaml': 'metadata: { values: { mac: other } }',
    });
    await using mock = await startMock('-w', { home: tree.path });

    rmSync(tree.join('aemm-config.json'));
    await mock.waitFor(/stays as it was: .*aemm-config\.json is gone\.\n/);
    expect((await mock.get(MAC)).body).toBe('old');

    tree.write({ 'aemm-config.json': { metadata: { values: { mac: 'back' } } } });
    await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('back');
  });
});

test('a default file that comes later is not watched, and a warning says so', async () => {
  await using mock = await startMock('-w');

  await mock.waitFor(
    /Warning: there is no configuration file to watch; it must be there when the mock starts\.\n/,
  );
});

test('without -w the file is read once', async () => {
  using tree = tempTree({ 'aemm.json': { metadata: { values: { mac: 'old' } } } });
  await using watched = await startMock('-c aemm.json -w', { home: tree.path });
  await using other = await startMock('-c aemm.json', { home: tree.path });

  tree.write({ 'aemm.json': { metadata: { values: { mac: 'new' } } } });
  await expect.poll(async () => (await watched.get(MAC)).body, SOON).toBe('new');

  expect((await other.get(MAC)).body).toBe('old');
});
