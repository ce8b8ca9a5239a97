import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { runCli, startCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import manifest from '../../cli/oclif.manifest.json' with { type: 'json' };
import cli from '../../cli/package.json' with { type: 'json' };
import { EXECUTABLE, SKIPPED } from './support/executable.ts';

const binary = EXECUTABLE ?? '';
const COMMANDS = Object.keys(manifest.commands).filter((id) => id !== 'mock');

/** Too large for the thread that answers requests to parse it. */
const LARGE = { userdata: { values: { userdata: 'x'.repeat(2 ** 20) } } };

const PLUGIN = {
  'rack/package.json': {
    name: 'rack',
    version: '1.0.0',
    type: 'module',
    exports: './plugin.js',
    oclif: {
      hooks: { 'aemm:categories': { target: './plugin.js', identifier: 'categories' } },
    },
  },
  'rack/plugin.js': `import { getHeapStatistics } from 'node:v8';
  const heap = String(getHeapStatistics().heap_size_limit);
  export const categories = async () => [{
    id: 'rack', contract: 1, description: 'the rack', section: 'metadata', settings: {}, notices: [],
    leaves: [{ key: 'rack', path: 'rack', value: 'fourth' }, { key: 'heap', path: 'heap', value: heap }],
  }];`,
};

/** Another network than that of the host, where the addresses of the real service may be used. */
const ISOLATED = ['unshare', ...(process.getuid?.() === 0 ? [] : ['-U', '-r']), '-n'] as const;
const [UNSHARE, ...IN_NETWORK] = ISOLATED;
const NO_NETWORK =
  EXECUTABLE !== undefined && spawnSync(UNSHARE, [...IN_NETWORK, 'ip', 'link']).status === 0
    ? ''
    : ' (skipped: this user may not create network namespaces, or there is no unshare or ip)';

describe.skipIf(EXECUTABLE === undefined)(`the executable${EXECUTABLE ? '' : SKIPPED}`, () => {
  test('runs the code that was made when it was built', async () => {
    // With DEBUG it reports code that V8 rejects.
    const env = { DEBUG: 'none' };
    const { stdout, stderr } = await runCli(['routes'], { binary, env });
    expect(stdout).toContain('/latest/meta-data/mac\n');
    expect(stderr).toBe('');
  });

  test('has the version of the package', async () => {
    const expected = { exitCode: 0, stdout: `v${cli.version}\n`, stderr: '' };
    expect(await runCli(['--version'], { binary })).toMatchObject(expected);
  });

  test('is not changed by NODE_OPTIONS, which is for other programs', async () => {
    const env = { NODE_OPTIONS: '--no-such-option' };
    expect(await runCli(['--version'], { binary, env })).toMatchObject({ exitCode: 0 });
  });

  test('every command shows its help', async () => {
    const helps = COMMANDS.map(async (id) => {
      const words = id.split(':');
      const { stdout } = await runCli([...words, '--help'], { binary });
      return stdout.includes(`ec2-metadata-mock ${words.join(' ')}`) ? [] : [id];
    });
    expect((await Promise.all(helps)).flat()).toEqual([]);
  });

  test('serves what a file configures, and a plugin, with half of the memory for its heap', async () => {
    using tree = tempTree({ 'config.json': { metadata: { values: { mac: 'mine' } } }, ...PLUGIN });
    const home = tree.path;
    const linked = await runCli(['plugins', 'link', tree.join('rack')], { binary, home });
    expect(linked).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('categories: rack'),
    });

    await using mock = await startCli(['--config-file', tree.join('config.json')], {
      binary,
      home,
    });
    const read = async (path: string) => (await fetch(mock.url + path)).text();
    expect(await read('/latest/meta-data/mac')).toBe('mine');
    expect(await read('/latest/rack')).toBe('fourth');
    // The plugin has read it in the mock.
    const limit = Number(await read('/latest/heap'));
    const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
    expect(limit / memory).toBeGreaterThan(0.4);
    expect(limit / memory).toBeLessThan(0.6);
  });

  test('parses a large file in a thread', async () => {
    using tree = tempTree({ 'large.json': LARGE });
    const args = ['config', 'show', '--config-file', tree.join('large.json')];
    const { exitCode, stdout, stderr } = await runCli(args, { binary });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('x'.repeat(2 ** 20));
  });

  test('serves the page that shows the mock', async () => {
    await using mock = await startCli(['--control', '--control-port', '0'], { binary });
    const [, url = ''] = await mock.waitFor(/The control plane listens on (http\S+)/);
    expect(await (await fetch(url)).text()).toContain('<!doctype html>');
  });

  test('exec gives a command the address of the mock', async () => {
    const args = [
      'exec',
      '--',
      'sh',
      '-c',
      'test -n "$AWS_EC2_METADATA_SERVICE_ENDPOINT" && exit 7',
    ];
    expect(await runCli(args, { binary })).toMatchObject({ exitCode: 7 });
  });

  test.skipIf(NO_NETWORK !== '')(`exec --link-local runs it once more${NO_NETWORK}`, () => {
    const inside = [binary, 'exec', '--link-local', '--network=none', '--', 'sh', '-c'];
    // Nothing but loopback is there, or the script ends: it names the address of the real service.
    const script = `test "$(sed 1,2d /proc/net/dev | grep -vc '^ *lo:')" = 0 && ip -4 address show dev lo; exit 5`;
    const result = spawnSync(UNSHARE, [...IN_NETWORK, ...inside, script], { encoding: 'utf8' });
    expect(result.stdout).toContain('169.254.169.254/32');
    expect(result.status).toBe(5);
  });
});
