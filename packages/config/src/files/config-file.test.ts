import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkplace, failureOf } from '../../test/workplace.ts';

const SAME = {
  'same.json': `{
    "$schema": "./schema.json",
    "server": { "port": 21340 },
    "mock-trigger-time": "2020-01-07T01:03:47Z",
    "imdsv2": true,
    "metadata": {
      "values": { "mac": "aa:bb", "ami-launch-index": 3, "iam-info": { "Code": "Failed" } },
      "paths": { "mac": "/latest/meta-data/hardware" }
    }
  }`,
  'same.yaml': `
server: { port: 21340 }
mock-trigger-time: 2020-01-07T01:03:47Z
imdsv2: true
metadata:
  values:
    mac: aa:bb
    ami-launch-index: 3
    iam-info:
      Code: Failed
  paths:
    mac: /latest/meta-data/hardware
`,
  'same.toml': `
imdsv2 = true
mock-trigger-time = 2020-01-07T02:03:47+01:00
[server]
port = 21340
[metadata.values]
mac = "aa:bb"
ami-launch-index = 3
iam-info.Code = "Failed"
[metadata.paths]
mac = "/latest/meta-data/hardware"
`,
};

describe('JSON, YAML and TOML', () => {
  test.each(Object.entries(SAME))('are read alike: %s', async (name, text) => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile(name, text);
    expect(config.globals).toMatchObject({
      port: '21340',
      imdsv2: true,
      'mock-trigger-time': '2020-01-07T01:03:47Z',
    });
    expect(config.spec().overrides).toEqual({
      metadata: {
        values: { mac: 'aa:bb', 'ami-launch-index': 3, 'iam-info': { Code: 'Failed' } },
        paths: { mac: '/latest/meta-data/hardware' },
      },
    });
    expect(config.warnings).toEqual([]);
  });

  test.each(Object.entries(SAME))('are recognized by their content: %s', async (_, text) => {
    const { loadFile } = await createWorkplace();
    expect((await loadFile('same.conf', text)).globals.port).toBe('21340');
    expect((await loadFile('same', text)).globals.port).toBe('21340');
  });

  test.each(['empty.json', 'empty.yaml', 'empty.toml', 'empty'])(
    'set nothing in an empty file: %s',
    async (name) => {
      const { loadFile } = await createWorkplace();
      expect((await loadFile(name, ' \n')).globals.port).toBe('1338');
    },
  );

  test.each([
    ['mark.json', '\uFEFF{"port": 7}'],
    ['mark.yaml', '\uFEFFport: 7'],
    ['mark.toml', '\uFEFFport = 7'],
  ])('may begin with a byte order mark: %s', async (name, text) => {
    const { loadFile } = await createWorkplace();
    expect((await loadFile(name, text)).globals.port).toBe('7');
  });

  test('convert dates to text and keep what is too large for a number', async () => {
    const { loadFile } = await createWorkplace();
    const yaml = '%YAML 1.1\n---\nmetadata: { values: { mac: 2020-01-07T01:03:47Z } }';
    const toml = '[metadata.values]\nmac = 2020-01-07T01:03:47+02:00\nhostname = 9007199254740993';
    const valuesOf = async (name: string, text: string) =>
      (await loadFile(name, text)).spec().overrides?.metadata?.values;
    expect(await valuesOf('a.yaml', yaml)).toEqual({ mac: '2020-01-07T01:03:47Z' });
    expect(await valuesOf('a.toml', toml)).toEqual({
      mac: '2020-01-07T01:03:47+02:00',
      hostname: '9007199254740993',
    });
  });

  test('may repeat a key in JSON, where the last one counts, with a warning', async () => {
    const { loadFile, tidy } = await createWorkplace();
    const text = '{"port": 1,\n "spot": {"time": "\\"time\\":", "time": ""}, "port": 2}';
    const config = await loadFile('twice.json', text);
    expect(config.globals.port).toBe('2');
    expect(config.warnings.map(tidy)).toMatchInlineSnapshot(`
      [
        "Warning: "spot.time" is given twice in ~/twice.json:2:32. The last one counts.",
        "Warning: "port" is given twice in ~/twice.json:2:45. The last one counts.",
      ]
    `);
  });
});

/** Numbers that no number type prints as they are. */
const NUMBERS: readonly (readonly [name: string, text: string])[] = [
  [
    'numbers.json',
    `{
      "hostname": 1.10,
      "mock-delay-sec": 1e1,
      "port": 8.0e3,
      "instance": { "role": 7.0, "tags": { "Build": 1.50 }, "securityGroups": [1.0, "b"] },
      "metadata": {
        "values": {
          "product-codes": 1.10,
          "security-groups": [2.0, "\\"1.0", 12345678901234567890],
          "tags-instance": { "Version": 3.20 },
          "rack": { "row": 4.0, "name": "5.0" },
          "slot": 6.0
        },
        "paths": { "rack": "/latest/rack", "slot": "/latest/slot" }
      },
      "dynamic": { "values": { "instance-identity-document": { "ACCOUNTID": 1.2e11, "more": 1.0 } } }
    }`,
  ],
  [
    'numbers.yaml',
    `
hostname: 1.10
mock-delay-sec: 1e1
port: 8.0e3
instance: { role: 7.0, tags: { Build: 1.50 }, securityGroups: [1.0, b] }
metadata:
  values:
    product-codes: 1.10
    security-groups: [2.0, '"1.0', 12345678901234567890]
    tags-instance: { Version: 3.20 }
    rack: { row: 4.0, name: "5.0" }
    slot: &slot 6.0
  paths: { rack: /latest/rack, slot: /latest/slot }
dynamic:
  values:
    instance-identity-document: { ACCOUNTID: 1.2e11, more: 1.0 }
`,
  ],
];

describe('a number', () => {
  test.each(NUMBERS)(
    'is what was typed where text is due, and a number elsewhere: %s',
    async (...file) => {
      const { loadFile } = await createWorkplace();
      const config = await loadFile(...file);
      const { overrides, instance } = config.spec();
      expect(config.globals).toMatchObject({
        hostname: '1.10',
        'mock-delay-sec': 10,
        port: '8000',
      });
      expect(instance).toEqual({
        role: '7.0',
        tags: { Build: '1.50' },
        securityGroups: ['1.0', 'b'],
      });
      expect(overrides?.metadata?.values).toEqual({
        'product-codes': '1.10',
        'security-groups': ['2.0', '"1.0', '12345678901234567890'],
        'tags-instance': { Version: '3.20' },
        rack: { row: 4, name: '5.0' },
        slot: '6.0',
      });
      expect(overrides?.dynamic?.values).toEqual({
        'instance-identity-document': { ACCOUNTID: '1.2e11', more: 1 },
      });
    },
  );

  test('in YAML keeps its zeros, its sign and its base, as a key too', async () => {
    const { loadFile } = await createWorkplace();
    const text = `
mock-delay-sec: 012
instance: { accountId: 012345678901 }
metadata:
  values: { mac: 000123456789, hostname: +49, ami-id: 0x1F, tags-instance: { 007: 1.0 } }
`;
    const config = await loadFile('a.yaml', text);
    const { overrides, instance } = config.spec();
    expect(config.globals['mock-delay-sec']).toBe(12);
    expect(instance).toEqual({ accountId: '012345678901' });
    expect(overrides?.metadata?.values).toEqual({
      mac: '000123456789',
      hostname: '+49',
      'ami-id': '0x1F',
      'tags-instance': { '007': '1.0' },
    });
  });

  test('is served as it was typed, whatever it is', async () => {
    const { loadFile } = await createWorkplace();
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.bigInt({ min: 0n }),
        fc.stringMatching(/^(\.\d{1,9})?([eE][+-]?\d{1,2})?$/),
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(number, fc.constantFrom('a.json', 'a.yaml'), async (typed, name) => {
        const config = await loadFile(name, `{"metadata": {"values": {"mac": ${typed}}}}`);
        expect(String(config.spec().overrides?.metadata?.values?.mac)).toBe(typed);
      }),
      { numRuns: 100 },
    );
  });
});

const BROKEN = {
  'comma.json': '{\n  "port": 1,\n}',
  'colon.json': '{"port" 1}',
  'quotes.json': '{port: 1}',
  'single.json': "{'port': 1}",
  'missing.json': '{"port": 1 "imdsv2": true}',
  'open.json': '{"port": 1',
  'rest.json': '{} true',
  'comment.json': '// mine\n{}',
  'escape.json': '{"port": "\\x"}',
  'tab.json': '{"port": "\t"}',
  'list.json': '[1]',
  'scalar.yaml': 'port',
  'list.yaml': '- port: 1',
  'indent.yaml': 'spot:\n\taction: stop',
  'twice.yaml': 'port: 1\nport: 2',
  'inner.yaml': 'spot:\n  - { action: stop, "action": stop }',
  'nested.yaml': 'port: 1: 2',
  'two.yaml': 'port: 1\n---\nport: 2',
  'bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
    .split('')
    .map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index]},`.repeat(9)}]`)
    .join('\n')}`,
  'value.toml': 'port =',
  'twice.toml': 'port = 1\nport = 2',
  'deep.json': `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
  'what.conf': '<xml/>',
};

describe('a broken file', () => {
  test('is named with line, column and what was expected', async () => {
    const { problemsOf } = await createWorkplace();
    const all = Object.entries(BROKEN).map(([name, text]) => problemsOf(name, text));
    const failures = await Promise.all(all);
    expect(new Set(failures.map(({ exitCode }) => exitCode))).toEqual(new Set([1]));
    const lines = failures.flatMap(({ problems }) => problems);
    expect(lines.map((line) => line.replace(/^.* from /, ''))).toMatchInlineSnapshot(`
      [
        "~/comma.json:3:1 (named by --config-file): expected a name in double quotes, and no comma after the last entry.",
        "~/colon.json:1:9 (named by --config-file): expected a colon after the name.",
        "~/quotes.json:1:2 (named by --config-file): this is not a JSON value or name; text goes in double quotes.",
        "~/single.json:1:2 (named by --config-file): this is not a JSON value or name; text goes in double quotes.",
        "~/missing.json:1:12 (named by --config-file): expected a comma between entries.",
        "~/open.json:1:11 (named by --config-file): expected a closing }.",
        "~/rest.json:1:4 (named by --config-file): expected the end of the file.",
        "~/comment.json:1:1 (named by --config-file): comments are not allowed in JSON.",
        "~/escape.json:1:10 (named by --config-file): this character cannot follow a backslash.",
        "~/tab.json:1:10 (named by --config-file): control characters in text must be escaped.",
        "~/list.json (named by --config-file): expected settings by name, found a list.",
        "~/scalar.yaml (named by --config-file): expected settings by name, found a single value.",
        "~/list.yaml (named by --config-file): expected settings by name, found a list.",
        "~/indent.yaml:2:1 (named by --config-file): tab characters must not be used in indentation.",
        "~/twice.yaml:2:1 (named by --config-file): this key is given twice.",
        "~/inner.yaml:2:22 (named by --config-file): this key is given twice.",
        "~/nested.yaml:1:8 (named by --config-file): bad indentation of a mapping entry.",
        "~/two.yaml:2:1 (named by --config-file): expected one document, not several.",
        "~/bomb.yaml (named by --config-file): more than 200000 values.",
        "~/value.toml:1:7 (named by --config-file): invalid value.",
        "~/twice.toml:2:1 (named by --config-file): trying to redefine an already defined table or value.",
        "~/deep.json (named by --config-file): nested more than 64 levels deep.",
        "~/what.conf (named by --config-file): this is neither JSON nor YAML nor TOML; name it .json, .yaml, .yml or .toml to learn why.",
      ]
    `);
  });

  test.each([
    ['a.json', '{"instance": {"userData": TOPSECRET}}'],
    ['a.yaml', 'instance:\n  userData: |TOPSECRET\n'],
    ['a.yaml', 'instance:\n  userData: >TOPSECRET\n'],
    ['a.yaml', 'instance:\n  userData: *TOPSECRET'],
    ['a.yaml', 'instance:\n  userData: "TOPSECRET" "TOPSECRET"'],
    ['a.toml', '[instance]\nuserData = TOPSECRET'],
  ])('is not quoted, since it may hold secrets: %s, %j', async (name, text) => {
    const { problemsOf } = await createWorkplace();
    const { problems } = await problemsOf(name, text);
    expect(problems).toEqual([expect.stringMatching(/: [^:]{8,}\.$/)]);
    expect(problems[0]).not.toContain('TOPSECRET');
  });

  test('includes one that is not UTF-8 text', async () => {
    const { write, load, tidy } = await createWorkplace();
    const path = await write('latin.json', Uint8Array.of(0x7b, 0xff, 0x7d));
    const { problems } = await failureOf(() => load({ flags: { 'config-file': path } }));
    expect(problems.map(tidy)).toMatchInlineSnapshot(`
      [
        "Error while attempting to read config from ~/latin.json (named by --config-file): it is not UTF-8 text.",
      ]
    `);
  });

  test('stops the start even if it is the default file', async () => {
    const { load, tidy } = await createWorkplace({ 'aemm-config.json': '{' });
    const { exitCode, problems } = await failureOf(() => load());
    expect([exitCode, ...problems.map(tidy)]).toMatchInlineSnapshot(`
      [
        1,
        "Error while attempting to read config from ~/aemm-config.json:1:2: expected a closing }.",
      ]
    `);
  });

  test.each(['deep.json', 'deep.yaml', 'deep.toml'])(
    'is reported the same, however deep it nests: %s',
    async (name) => {
      const { problemsOf } = await createWorkplace();
      for (const depth of [65, 1_000, 20_000]) {
        const list = `${'['.repeat(depth)}${']'.repeat(depth)}`;
        const { problems } = await problemsOf(
          name,
          name === 'deep.toml' ? `a = ${list}` : `{"a": ${list}}`,
        );
        expect(problems).toEqual([expect.stringMatching(/: nested more than 64 levels deep\.$/)]);
      }
    },
  );

  test.each(['deep.json', 'deep.yaml', 'deep.toml', 'deep'])(
    'may nest deeper than any stack: %s',
    async (name) => {
      const { problemsOf } = await createWorkplace();
      const open = '{"a":'.repeat(20_000);
      const start = name === 'deep.toml' ? 'a = ' : '';
      for (const text of [
        open,
        `${start}${open}1${'}'.repeat(20_000)}`,
        '{"a":1,"a":'.repeat(20_000),
      ]) {
        expect((await problemsOf(name, text)).exitCode).toBe(1);
      }
    },
  );

  test('never makes it fail in any other way', async () => {
    const { loadFile, write, load } = await createWorkplace();
    const name = fc.constantFrom('x.json', 'x.yaml', 'x.toml', 'x');
    const pieces =
      '{|}|[|]|"|:|,| |\n|=|&a|*a|-|#|port|1|\\|metadata|values|instance|null|<<'.split('|');
    const piece = fc.constantFrom(...pieces);
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((chosen) => chosen.join('')),
    );
    await write('x', '');
    await fc.assert(
      fc.asyncProperty(name, text, async (file, content) => {
        const outcome = await loadFile(file, content).then(
          () => 'loaded',
          (error: Error) => error.name,
        );
        expect(['loaded', 'ConfigError']).toContain(outcome);
      }),
      { numRuns: 200 },
    );
    expect((await load()).globals.port).toBe('1338');
  });
});
