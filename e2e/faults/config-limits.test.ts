import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock, wordsOf } from '../cli/support/mock.ts';
import { canLimitMemory, limitedTo } from './support/memory-group.ts';

const MAC = '/latest/meta-data/mac';
const SOON = { timeout: 20_000, interval: 20 };
const MEBIBYTE = 1024 ** 2;

function configWith(mac: string, leaves = 0): object {
  const names = Array.from({ length: leaves }, (_, index) => `leaf-${index}`);
  return {
    metadata: {
      values: { mac, ...Object.fromEntries(names.map((name) => [name, `the value of ${name}`])) },
      paths: Object.fromEntries(names.map((name) => [name, `/latest/meta-data/mine/${name}`])),
    },
  };
}

/** A file of this size in which entries are as short as they can be. */
function ones(megabytes: number): string {
  return `a: [${'1,'.repeat(megabytes * 500_000)}1]`;
}

/** What costs far more than its size, once it is parsed. */
const COSTLY: readonly (readonly [name: string, file: string, text: string, reason: RegExp])[] = [
  ['1 MB of YAML', 'a.yaml', ones(1), /more than \d+ entries/],
  ['6 MB of YAML', 'a.yaml', ones(6), /larger than [24] MiB/],
  ['60 MB of YAML', 'a.yaml', ones(60), /larger than [24] MiB/],
  ['1 MB of JSON', 'a.json', `{"a": [${'{},'.repeat(333_333)}{}]}`, /more than \d+ entries/],
  ['1 MB of TOML', 'a.toml', `a = [${'1,'.repeat(500_000)}1]`, /more than \d+ entries/],
  ['one text of 3.9 MB', 'a.json', `{"a": "${'x'.repeat(3.9e6)}"}`, /larger than 2 MiB|Reloaded/],
];

describe('a config file that costs much', () => {
  test.for(COSTLY)(
    'is refused by config validate in one line: %s',
    async ([, file, text, reason]) => {
      using tree = tempTree({ [file]: text });
      const result = await runCli(['config', 'validate', file], { home: tree.path });
      const isRefused = result.exitCode === 1;

      // The machine that runs this has memory for a long text.
      expect(isRefused).toBe(!reason.test('Reloaded'));
      if (isRefused) expect(result.stderr).toMatch(reason);
      expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
    },
  );

  test('is one that repeats a key 60,000 times, with a few warnings', async () => {
    using tree = tempTree({ 'a.json': `{${'"port": 1,'.repeat(60_000)}"port": 2}` });
    const { exitCode, stderr } = await runCli(wordsOf('config validate a.json'), {
      home: tree.path,
    });
    const lines = stderr.trimEnd().split('\n');

    expect(exitCode).toBe(0);
    expect(lines[0]).toMatch(/^Warning: "port" is given twice in .*a\.json:1:12\. /);
    expect(lines.at(-1)).toBe('Warning: 59980 more warnings like these.');
    expect(lines).toHaveLength(21);
  });
});

const MANY = 10_000;

function many(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`k${index}`, value]));
}

/** Files with many entries of one kind, good ones and bad ones, which took minutes where each looked at all others. */
const WIDE: readonly (readonly [kind: string, config: object, exitCode: number])[] = [
  ['unknown keys', many(1), 0],
  ['unknown fields of the instance', { instance: many(1) }, 0],
  ['numbers as tags', { instance: { tags: many(7) } }, 0],
  ['lists as tags', { instance: { tags: many([]) } }, 2],
  ['numbers in a list of text', { instance: { securityGroups: Array(MANY).fill(7) } }, 0],
  ['halves of leaves', { metadata: { values: many(1) } }, 0],
  ['paths that are not text', { metadata: { paths: many(1), values: many(1) } }, 2],
  ['paths that cannot be served', { metadata: { paths: many('/../..'), values: many(1) } }, 2],
  ['leaves at one path', { metadata: { paths: many('/latest/x'), values: many(1) } }, 0],
  ['fields of one value', { metadata: { values: { 'iam-info': many('x') } } }, 0],
];

test.for(WIDE)(
  'config validate takes seconds with 10,000 entries: %s',
  async ([, config, exitCode]) => {
    using tree = tempTree({ 'a.json': config });
    const result = await runCli(wordsOf('config validate a.json'), { home: tree.path });

    expect(result).toMatchObject({ exitCode, signal: null });
    // Three times the most problems or warnings that are shown.
    expect(result.stderr.split('\n').length).toBeLessThan(150);
  },
);

const NO_GROUPS = canLimitMemory ? '' : ' (skipped: this user may not limit memory)';

describe.runIf(canLimitMemory)(`within 128 MiB, as in the Helm chart${NO_GROUPS}`, () => {
  test.for(COSTLY)('a mock survives a reload with %s', async ([, file, text, reason]) => {
    using tree = tempTree({ [file]: '' });
    const binary = limitedTo(128 * MEBIBYTE);
    await using mock = await startMock(`-c ${file} -w`, { home: tree.path, binary });

    tree.write({ [file]: text });
    await mock.waitFor(reason);
    expect((await mock.get(MAC)).status).toBe(200);

    tree.write({
      [file]: file.endsWith('toml') ? '[metadata.values]\nmac = "good"' : configWith('good'),
    });
    await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('good');
  });

  test('a mock reloads 9,000 leaves, again and again', async () => {
    using tree = tempTree({ 'a.json': {} });
    const binary = limitedTo(128 * MEBIBYTE);
    await using mock = await startMock('-c a.json -w', { home: tree.path, binary });

    for (const mac of ['one', 'two', 'three', 'four', 'five']) {
      tree.write({ 'a.json': configWith(mac, 9000) });
      await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe(mac);
    }
    expect((await mock.get('/latest/meta-data/mine/leaf-8999')).body).toBe(
      'the value of leaf-8999',
    );
  });
});
