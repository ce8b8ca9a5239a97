import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CliOptions, CliResult } from '@aemm/testing';
import { runCli, tempTree } from '@aemm/testing';
import { afterAll, expect, inject, test } from 'vitest';

const NAME = 'aemm-plugin-plain';
const oclif = { commands: './commands' };

const tree = tempTree({
  'plain/package.json': { name: NAME, version: '1.0.0', oclif },
  'twin/package.json': { name: NAME, version: '2.0.0', oclif },
  'needy/package.json': {
    name: 'needy',
    version: '1.0.0',
    oclif,
    dependencies: { 'no-such-package-of-anyone': '1.0.0' },
  },
  'library/package.json': { name: 'library', version: '1.0.0' },
  'empty/.keep': '',
  file: '',
});
afterAll(() => tree.remove());

const lib = process.platform === 'win32' ? '' : 'lib';
const binary = join(inject('prefix'), lib, 'node_modules/@aemm/cli/bin/run.js');

const DATA_DIR = '.local/share/ec2-metadata-mock';

/** Runs `plugins …` in a home of its own, or in one that was given. */
function plugins(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const env = { npm_config_userconfig: inject('npmrc'), ...options.env };
  return runCli(['plugins', ...args], { binary, cwd: tree.path, ...options, env });
}

async function refusal(args: readonly string[], options?: CliOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await plugins(args, options);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^.*\n$/);
  return stderr.trim().replaceAll(tree.path, '<tree>');
}

test('without npm, a plugin cannot be installed but linked', async () => {
  using home = tempTree();
  const options = { home: home.path, env: { PATH: home.path, Path: home.path } };

  expect(await refusal(['install', NAME], options)).toBe(
    'npm is not on the PATH. It comes with Node.js; without it, a plugin can still be linked. (AEMM_NPM_MISSING)',
  );
  expect((await plugins(['link', 'plain'], options)).stdout).toBe(`Linked ${NAME} 1.0.0.\n`);
});

test.each([
  ['no-such-package-of-anyone', 'npm finds no package no-such-package-of-anyone@latest (E404).'],
  ['zod@1000.0.0', 'npm finds no package zod@1000.0.0 (ETARGET).'],
  [
    './needy',
    'npm finds no package no-such-package-of-anyone@1.0.0, needed by file:<tree>/needy (E404).',
  ],
  ['./missing', 'There is no folder or tarball <tree>/missing.'],
  ['missing.tgz', 'There is no folder or tarball <tree>/missing.tgz.'],
])('what is not there cannot be installed: %s', async (source, message) => {
  expect(await refusal(['install', source])).toBe(`${message} (AEMM_PLUGIN_NOT_FOUND)`);
});

test('what npm cannot do is reported in its words', async () => {
  expect(await refusal(['install', './file'])).toMatch(
    /^npm failed with file:<tree>\/file: .+ \(AEMM_NPM_FAILED\)$/,
  );
});

test('a package that is not a plugin is refused, and nothing of it is left', async () => {
  using home = tempTree();
  const options = { home: home.path };

  expect(await refusal(['link', 'library'], options)).toBe(
    '<tree>/library is not an oclif plugin: its package.json has no section "oclif". (AEMM_PLUGIN_INVALID)',
  );
  expect(await refusal(['link', 'empty'], options)).toBe(
    '<tree>/empty is not an oclif plugin: its package.json cannot be read: no such file. (AEMM_PLUGIN_INVALID)',
  );
  expect(await refusal(['install', 'yaml'], options)).toMatch(
    /yaml is not an oclif plugin: .* \(AEMM_PLUGIN_INVALID\)$/,
  );
  expect((await plugins([], options)).stdout).toBe('No plugins were installed or linked.\n');
});

test.each([
  '',
  '..',
  '../../../../../victim',
  '@scope/../../victim',
  'a/b',
  '--global',
  'with\nline',
])('a package whose name is none is refused before anything is touched: %j', async (name) => {
  using home = tempTree({
    'victim/file': '',
    'bad/package.json': { name, version: '1.0.0', oclif },
  });
  const options = { home: home.path };
  await plugins(['install', './plain'], options);
  const message = `is not an oclif plugin: its package.json has a name that npm does not allow, ${JSON.stringify(name)}. (AEMM_PLUGIN_INVALID)`;

  expect(await refusal(['install', home.join('bad')], options)).toContain(message);
  expect(await refusal(['link', home.join('bad')], options)).toContain(message);
  expect(existsSync(home.join('victim/file'))).toBe(true);
  expect((await plugins([], options)).stdout).toBe(`${NAME} 1.0.0\n`);
});

test('a plugin that cannot be replaced stays as it was', async () => {
  using home = tempTree();
  const options = { home: home.path };
  const before = { name: NAME, version: '1.0.0', oclif };
  home.write({ 'rack/package.json': before });
  await plugins(['install', './rack'], { ...options, cwd: home.path });
  const dependencies = { 'no-such-package-of-anyone': '1.0.0' };
  home.write({ 'rack/package.json': { ...before, version: '2.0.0', dependencies } });

  expect(await refusal(['install', './rack'], { ...options, cwd: home.path })).toMatch(
    /\(AEMM_(PLUGIN_NOT_FOUND|NPM_FAILED)\)$/,
  );
  expect(await plugins([], options)).toMatchObject({ stdout: `${NAME} 1.0.0\n`, stderr: '' });
  expect(readdirSync(home.join(DATA_DIR)).filter((name) => name.startsWith('replaced-'))).toEqual(
    [],
  );
});

/** It ends the one who started it as Ctrl-C does, and itself. */
const INTERRUPTED = '#!/bin/sh\nkill -INT $PPID\nexit 130\n';

test.skipIf(process.platform === 'win32')('nor is it lost to Ctrl-C', async () => {
  using home = tempTree({ 'bin/npm': INTERRUPTED });
  chmodSync(home.join('bin/npm'), 0o755);
  const options = { home: home.path };
  await plugins(['install', './plain'], options);
  const env = { PATH: `${home.join('bin')}:${process.env.PATH}` };

  expect(await refusal(['install', './plain'], { ...options, env })).toContain('(AEMM_NPM_FAILED)');
  expect((await plugins([], options)).stdout).toBe(`${NAME} 1.0.0\n`);
});

test('what takes the place of a plugin and is none leaves nothing on the list', async () => {
  using home = tempTree();
  const options = { home: home.path };
  home.write({ 'yaml/package.json': { name: 'yaml', version: '1.0.0', oclif } });
  await plugins(['install', './yaml'], { ...options, cwd: home.path });

  expect(await refusal(['install', 'yaml'], options)).toContain('(AEMM_PLUGIN_INVALID)');
  expect(await plugins([], options)).toMatchObject({
    stdout: 'No plugins were installed or linked.\n',
    stderr: '',
  });
});

test.skipIf(process.platform === 'win32')(
  'why a package is refused is reported even if npm cannot remove it',
  async () => {
    const npm = execFileSync('which', ['npm'], { encoding: 'utf8' }).trim();
    const stubborn = `#!/bin/sh\n[ "$1" = uninstall ] && exit 1\nexec "${npm}" "$@"\n`;
    using home = tempTree({ 'bin/npm': stubborn });
    chmodSync(home.join('bin/npm'), 0o755);
    const env = { PATH: `${home.join('bin')}:${process.env.PATH}` };

    expect(await refusal(['install', 'yaml'], { home: home.path, env })).toContain(
      '(AEMM_PLUGIN_INVALID)',
    );
  },
);

test('a name is taken once; linking the same folder again changes nothing', async () => {
  using home = tempTree();
  const options = { home: home.path };
  await plugins(['link', 'plain'], options);

  expect((await plugins(['link', 'plain'], options)).exitCode).toBe(0);
  const linked = `${NAME} is linked to <tree>/plain already. Run "plugins uninstall ${NAME}" first. (AEMM_PLUGIN_PRESENT)`;
  expect(await refusal(['link', 'twin'], options)).toBe(linked);
  expect(await refusal(['install', './twin'], options)).toBe(linked);

  await plugins(['uninstall', NAME], options);
  await plugins(['install', './twin'], options);
  expect(await refusal(['link', 'plain'], options)).toBe(
    `${NAME} is installed already. Run "plugins uninstall ${NAME}" first. (AEMM_PLUGIN_PRESENT)`,
  );
});

test('what is not there can be neither removed nor inspected', async () => {
  using home = tempTree();
  await plugins(['link', 'plain'], { home: home.path });

  expect(await refusal(['uninstall', 'other'])).toBe(
    'There is no plugin "other": none was installed or linked. (AEMM_PLUGIN_ABSENT)',
  );
  expect(await refusal(['inspect', 'other'], { home: home.path })).toBe(
    `There is no plugin "other": there are ${NAME}. (AEMM_PLUGIN_ABSENT)`,
  );
});

test('plugins are kept where the user says', async () => {
  const options = { env: { EC2_METADATA_MOCK_DATA_DIR: tree.join('data') } };
  await plugins(['link', 'plain'], options);

  expect((await plugins([], options)).stdout).toContain(NAME);
});

test('a data directory that cannot be there is reported', async () => {
  const env = { EC2_METADATA_MOCK_DATA_DIR: tree.join('file', 'data') };
  const { exitCode, stderr } = await plugins(['link', 'plain'], { env });

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^Cannot write .* \(AEMM_DATA_DIR\)$/m);
});

/** Nothing is read-only to root, and Windows has another notion of it. */
const everWritable = process.platform === 'win32' || process.getuid?.() === 0;

test.skipIf(everWritable)('a data directory that is read-only is reported', async () => {
  tree.write({ 'read-only/.keep': '' });
  chmodSync(tree.join('read-only'), 0o500);
  const env = { EC2_METADATA_MOCK_DATA_DIR: tree.join('read-only', 'data') };

  expect(await refusal(['link', 'plain'], { env })).toMatch(
    /^Cannot write <tree>\/read-only.* \(AEMM_DATA_DIR\)$/,
  );
});

test('a list that is not valid is not overwritten', async () => {
  using home = tempTree({ '.local/share/ec2-metadata-mock/package.json': '{ "oclif": ' });
  const { exitCode, stderr } = await plugins(['link', 'plain'], { home: home.path });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('(AEMM_PLUGIN_LIST)');
});
