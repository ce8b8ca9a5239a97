import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TempTree } from '@aemm/testing';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';

const DATA = '.local/share/ec2-metadata-mock';
const LIST = `${DATA}/package.json`;
const isPosix = process.platform !== 'win32';

/** A plugin with nothing in it, whose command would be listed. */
const plugin = (name: string) => ({
  name,
  version: '1.0.0',
  oclif: { commands: { strategy: 'explicit', target: './none.js', identifier: 'COMMANDS' } },
});

const good = { name: 'good', type: 'link', root: '/good' };

const SHAPES: readonly (readonly [list: string, problem: string])[] = [
  ['', 'Unexpected end of JSON input'],
  ['{ "oclif": ', ''],
  ['null', 'it must hold an object'],
  ['[]', 'it must hold an object'],
  ['7', 'it must hold an object'],
  ['"plugins"', 'it must hold an object'],
  [JSON.stringify({ dependencies: null }), '"dependencies" must be an object'],
  [JSON.stringify({ dependencies: { rack: 7 } }), '"dependencies.rack" must be a text'],
  [JSON.stringify({ oclif: null }), '"oclif" must be an object'],
  [JSON.stringify({ oclif: [good] }), '"oclif" must be an object'],
  [JSON.stringify({ oclif: { plugins: null } }), '"oclif.plugins" must be a list'],
  [JSON.stringify({ oclif: { plugins: { good } } }), '"oclif.plugins" must be a list'],
  [JSON.stringify({ oclif: { plugins: 'good' } }), '"oclif.plugins" must be a list'],
  ...[
    [null, '', 'an object'],
    ['good', '', 'an object'],
    [[good], '', 'an object'],
    [{ ...good, name: undefined }, '.name', 'the name of a package'],
    [{ ...good, name: 7 }, '.name', 'the name of a package'],
    [{ ...good, name: '../../etc' }, '.name', 'the name of a package'],
    [{ ...good, type: undefined }, '.type', '"user" or "link"'],
    [{ ...good, type: 'core' }, '.type', '"user" or "link"'],
    [{ ...good, root: undefined }, '.root', 'the folder of the plugin'],
    [{ ...good, root: 7 }, '.root', 'a text'],
    [{ ...good, tag: {} }, '.tag', 'a text'],
    [{ ...good, url: [] }, '.url', 'a text'],
  ].map(
    ([entry, key, due]) =>
      [
        JSON.stringify({ oclif: { plugins: [entry] } }),
        `"oclif.plugins[0]${key}" must be ${due}`,
      ] as const,
  ),
];

/** Expects one line about the list, and the program to work otherwise. */
async function expectOneLine(home: TempTree, line: RegExp): Promise<void> {
  const { exitCode, stdout, stderr } = await runCli(['routes'], { home: home.path });

  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('/latest/meta-data/instance-id\n'),
  });
}

describe('a list of plugins', () => {
  test.for(SHAPES)('that holds %s is reported in one line', async ([list, problem]) => {
    using home = tempTree({ [LIST]: list });
    const { path } = home;
    const reported = `(AEMM_PLUGIN_LIST): The list of plugins, ${path}/${LIST}, is not valid: ${problem}`;
    const escaped = reported.replaceAll(/[()[\].{}+?$^|\\]/g, '\\$&');
    await expectOneLine(home, new RegExp(`^Warning: all plugins are left out ${escaped}`));
  });

  test('is not replaced by a command that would change it', async () => {
    using home = tempTree({ [LIST]: 'null', 'rack/package.json': plugin('rack') });
    const { exitCode, stderr } = await runCli(['plugins', 'link', 'rack'], { home: home.path });

    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('(AEMM_PLUGIN_LIST)\n'),
    });
    expect(readFileSync(home.join(LIST), 'utf8')).toBe('null');
  });

  test.runIf(isPosix).for([
    ['a folder', (file: string) => mkdirSync(file), 'it is a directory'],
    ['a pipe', (file: string) => execFileSync('mkfifo', [file]), 'it is a pipe instead of a file'],
    [
      'a device without an end',
      (file: string) => symlinkSync('/dev/zero', file),
      'it is a device instead of a file',
    ],
    [
      'a file of 2 GiB',
      (file: string) => execFileSync('truncate', ['-s', '2G', file]),
      'larger than 1 MiB',
    ],
  ] as const)('that is %s is reported in one line', async ([, make, problem]) => {
    using home = tempTree();
    mkdirSync(dirname(home.join(LIST)), { recursive: true });
    make(home.join(LIST));
    await expectOneLine(
      home,
      new RegExp(`^Warning: all plugins are left out \\(AEMM_DATA_DIR\\): .*: ${problem}\\. Name `),
    );
  });
});

describe.runIf(isPosix)('a file that oclif reads at each start', () => {
  const endless = (file: string) => symlinkSync('/dev/zero', file);
  const sparse = (file: string) => execFileSync('truncate', ['-s', '2G', file]);

  test.for([
    ['package.json', endless, 'is not a regular file'],
    ['oclif.manifest.json', endless, 'is not a regular file'],
    ['.oclif.manifest.json', sparse, 'is larger than 4 MiB'],
  ] as const)('%s of a plugin is bounded', async ([name, make, problem]) => {
    using home = tempTree({ 'rack/index.js': '' });
    const list = { oclif: { plugins: [{ ...good, name: 'rack', root: home.join('rack') }] } };
    home.write({
      [LIST]: list,
      ...(name !== 'package.json' && { 'rack/package.json': plugin('rack') }),
    });
    make(home.join('rack', name));
    await expectOneLine(
      home,
      new RegExp(
        `^Warning: all plugins are left out \\(AEMM_PLUGIN_INVALID\\): .*/${name} of the plugin rack ${problem}`,
      ),
    );
    const { exitCode } = await runCli(['plugins', 'uninstall', 'rack'], { home: home.path });
    expect(exitCode).toBe(0);
  });

  test('theme.json of the user is not read', async () => {
    using home = tempTree({ '.config/ec2-metadata-mock/.keep': '' });
    endless(home.join('.config/ec2-metadata-mock/theme.json'));
    const { exitCode, stderr } = await runCli(['routes'], { home: home.path });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

test.runIf(isPosix)('a manifest that cannot be written is reported in one line', async () => {
  using home = tempTree({
    'rack/package.json': plugin('rack'),
    'rack/none.js': 'exports.COMMANDS = {};',
  });
  mkdirSync(home.join('rack/oclif.manifest.json'));
  const { exitCode, stderr } = await runCli(['plugins', 'manifest', 'rack'], { home: home.path });
  expect(stderr).toBe(
    `Cannot write ${home.path}/rack/oclif.manifest.json (EISDIR). (AEMM_PLUGIN_FOLDER)\n`,
  );
  expect(exitCode).toBe(2);
});

test('links that are made at once all stay, and unlinks too', async () => {
  const names = Array.from({ length: 6 }, (_, index) => `rack-${index}`);
  const files = names.map((name) => [`${name}/package.json`, plugin(name)] as const);
  using home = tempTree(Object.fromEntries(files));
  const options = { home: home.path };
  const all = (command: string) =>
    Promise.all(names.map((name) => runCli(['plugins', command, name], options)));
  const linked = await all('link');

  expect(linked.map(({ exitCode }) => exitCode)).toEqual(names.map(() => 0));
  const { oclif } = JSON.parse(readFileSync(home.join(LIST), 'utf8'));
  expect(oclif.plugins.map(({ name }: { name: string }) => name).sort()).toEqual(names);

  await all('uninstall');
  expect(JSON.parse(readFileSync(home.join(LIST), 'utf8')).oclif.plugins).toEqual([]);
  expect(readdirSync(home.join(DATA))).toEqual(['package.json']);
}, 120_000);

describe.runIf(isPosix)('npm', () => {
  const failure = { code: 'E\u001b[2J', summary: 'no\u001b]0;title\u0007 way' };
  /** Notes its arguments, and fails as npm does. */
  const NPM = `#!/bin/sh
printf '%s\\n' "$@" > "$HOME/arguments"
touch package-lock.json
printf '%s' '${JSON.stringify({ error: failure })}'
exit 1
`;

  async function install(home: TempTree, spec: string) {
    execFileSync('chmod', ['755', home.join('bin/npm')]);
    const env = { PATH: `${home.join('bin')}:${process.env.PATH}` };
    return runCli(['plugins', 'install', '--', spec], { home: home.path, env });
  }

  test('that fails leaves nothing, and its words are printed escaped', async () => {
    using home = tempTree({ 'bin/npm': NPM });
    const result = await install(home, 'rack');

    expect(result).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr:
        'npm failed with rack@latest: no\\u001b]0;title\\u0007 way (E\\u001b[2J) (AEMM_NPM_FAILED)\n',
    });
    expect(existsSync(home.join(DATA))).toBe(false);
  });

  test('that fails leaves what was there before', async () => {
    using home = tempTree({ 'bin/npm': NPM, [LIST]: { private: true } });
    await install(home, 'rack');

    expect(readdirSync(home.join(DATA))).toEqual(['package.json']);
  });

  test('gets what is to be installed behind a "--"', async () => {
    using home = tempTree({ 'bin/npm': NPM });
    await install(home, 'https://127.0.0.1:9/rack.tgz');
    const given = readFileSync(home.join('arguments'), 'utf8').trimEnd().split('\n');

    expect(given.slice(-2)).toEqual(['--', 'https://127.0.0.1:9/rack.tgz']);
  });

  test.for(['--registry=http://127.0.0.1:9', '-g', '--prefix=/', ''])(
    'is not run for %j',
    async (spec) => {
      using home = tempTree({ 'bin/npm': NPM });
      const { exitCode, stderr } = await install(home, spec);

      expect(stderr).toMatch(/^".*" cannot be installed\. .* \(AEMM_PLUGIN_SPEC\)\n$/);
      expect(exitCode).toBe(2);
      expect(existsSync(home.join('arguments'))).toBe(false);
    },
  );
});
