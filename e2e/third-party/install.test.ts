import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli, startCli, tempTree } from '@aemm/testing';
import { describe, expect, inject, test } from 'vitest';

const prefix = inject('prefix');
const installed = join(prefix, process.platform === 'win32' ? '' : 'lib', 'node_modules');
const script = join(installed, '@aemm/cli/bin/run.js');

test('the command line is one package of at most three megabytes', () => {
  const files = globSync('**/*', { cwd: installed }).map((file) => statSync(join(installed, file)));
  const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);

  expect(readdirSync(installed)).toEqual(['@aemm']);
  expect(readdirSync(join(installed, '@aemm'))).toEqual(['cli']);
  expect(existsSync(join(installed, '@aemm/cli/node_modules'))).toBe(false);
  expect(bytes).toBeLessThan(3_000_000);
});

test('the licences of what is in the bundle come with it', () => {
  const notices = readFileSync(join(installed, '@aemm/cli/dist/THIRD-PARTY-NOTICES.txt'), 'utf8');

  for (const name of ['@oclif/core', 'fastify', 'js-yaml', 'zod']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, `, 'm'));
  }
  expect(notices).not.toContain('@aemm/');
});

test.skipIf(process.platform === 'win32')('both of its names are commands', async () => {
  for (const name of ['ec2-metadata-mock', 'aemm']) {
    const { stdout } = await runCli(['--version'], { binary: join(prefix, 'bin', name) });
    expect(stdout).toMatch(/^v[1-9]+\.[0-9]+\.[0-9]+\n$/);
  }
});

/** A plugin without dependencies, and so without demands on Node. */
const PLUGIN = {
  'rack/package.json': {
    name: 'aemm-plugin-plain',
    version: '1.0.0',
    type: 'module',
    exports: './plugin.js',
    oclif: { hooks: { 'aemm:categories': { target: './plugin.js', identifier: 'categories' } } },
  },
  'rack/plugin.js': `
    const leaves = [{ key: 'rack', path: 'meta-data/rack', value: 'blue' }];
    const rack = { id: 'rack', contract: 1, description: 'rack', section: 'metadata', settings: {}, leaves, notices: [] };
    export const categories = async () => [rack];
  `,
};

/** The lines of Node that the command line is made for, and the binaries that the workspace has of them. */
const lines = [
  { line: '20.19', node: binaryOf('node-20') },
  { line: '22', node: binaryOf('node-22') },
  { line: '24', node: process.execPath },
  { line: '26', node: binaryOf('node-26') },
];

describe.each(lines)('on Node $line', ({ node }) => {
  const missing = !existsSync(node);
  const options = { binary: script, node };

  test.skipIf(missing)('version and help are printed', async () => {
    const version = await runCli(['--version'], options);
    const help = await runCli(['--help'], options);

    expect(version).toMatchObject({ exitCode: 0, stderr: '' });
    expect(version.stdout).toMatch(/^v[1-9]+\.[0-9]+\.[0-9]+\n$/);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('Available Commands:');
  });

  test.skipIf(missing).each([
    { args: [], path: 'ami-id' },
    { args: ['spot'], path: 'spot/instance-action' },
    { args: ['events'], path: 'events/maintenance/scheduled' },
    { args: ['asglifecycle'], path: 'autoscaling/target-lifecycle-state' },
  ])('the mock answers: $args $path', async ({ args, path }) => {
    await using mock = await startCli(args, options);
    const answer = await fetch(`${mock.url}/latest/meta-data/${path}`);

    expect(answer.status).toBe(200);
    await answer.text();
    expect((await mock.stop()).exitCode).toBe(0);
  });

  test.skipIf(missing).each([
    ['JSON', 'a.json', JSON.stringify({ padding: 'x'.repeat(20_000) })],
    ['YAML', 'a.yaml', `# ${'x'.repeat(20_000)}\npadding: 1\n`],
    ['TOML', 'a.toml', `# ${'x'.repeat(20_000)}\npadding = 1\n`],
  ])('a file that is large enough for a thread is parsed: %s', async (_, file, text) => {
    using tree = tempTree({ [file]: text });
    const result = await runCli(['config', 'validate', file], { ...options, home: tree.path });

    expect(result).toMatchObject({ exitCode: 0, stdout: `${file} is valid.\n` });
    expect(result.stderr).toMatch(/^Warning: Unknown key "padding" in .*\n$/);
  });

  test.skipIf(missing)('a plugin is installed, used and removed', async () => {
    using tree = tempTree(PLUGIN);
    const env = { npm_config_userconfig: inject('npmrc') };
    const own = { ...options, home: tree.path, env };

    expect(await runCli(['plugins', 'install', './rack'], own)).toMatchObject({
      stdout: 'Installed aemm-plugin-plain 1.0.0.\ncategories: rack\n',
      stderr: '',
    });
    await using mock = await startCli([], own);
    expect(await (await fetch(`${mock.url}/latest/meta-data/rack`)).text()).toBe('blue');
    expect(await runCli(['plugins', 'uninstall', 'aemm-plugin-plain'], own)).toMatchObject({
      stdout: 'Uninstalled aemm-plugin-plain.\n',
      stderr: '',
    });
    expect((await runCli(['routes'], own)).stdout).not.toContain('rack');
  });
});

const outdated = binaryOf('node-18');

test.skipIf(!existsSync(outdated))('an older Node is refused in one line', async () => {
  expect(await runCli([], { binary: script, node: outdated })).toEqual({
    exitCode: 1,
    signal: null,
    stdout: '',
    stderr: 'ec2-metadata-mock needs Node.js 20.19 or newer; this is v18.20.8.\n',
  });
});

/** These packages hold Node for Linux on x64 alone; elsewhere the tests are skipped. */
function binaryOf(name: string): string {
  return fileURLToPath(new URL(`../node-lines/node_modules/${name}/bin/node`, import.meta.url));
}
