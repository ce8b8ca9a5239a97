import { chmodSync } from 'node:fs';
import type { Files } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { answering, category, leaf } from '../broken-plugins/plugin-source.ts';
import { IMAGE, runContainer, startContainer } from './support/container.ts';

const MAC = '/latest/meta-data/mac';
const SPOT = '/latest/meta-data/spot/instance-action';

/** A folder that the user of the container may read. */
function openTree(files: Files) {
  const tree = tempTree(files);
  chmodSync(tree.path, 0o755);
  return tree;
}

const NO_IMAGE = IMAGE === '' ? ' (skipped: AEMM_TEST_IMAGE names none)' : '';

describe.runIf(IMAGE !== '')(`the image${NO_IMAGE}`, () => {
  test('serves at port 1338, as uid 1000 and the first process, within 100m and 128 MiB', async () => {
    await using mock = await startContainer();
    const status = mock.exec('cat', '/proc/1/status');

    expect(mock.get('/latest/meta-data/instance-id')).toEqual({
      status: 200,
      body: 'i-1234567890abcdef0',
    });
    expect(mock.port).toBe(1338);
    expect(status).toMatch(/^Uid:\s+1000\s+1000\s+1000\s+1000$/m);
    expect(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1])).toBeLessThan(128 * 1024);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('stops at once on %s', async (signal) => {
    await using mock = await startContainer();

    expect(await mock.stop(signal)).toMatchObject({ exitCode: 0 });
  });

  test('takes what is typed after it for commands and flags', async () => {
    await using mock = await startContainer({ args: ['spot', '--action', 'stop', '-I'] });

    expect(mock.get(SPOT).status).toBe(401);
    expect(mock.stderr).toContain('for EC2 Spot interruption notice on port 1338');
  });

  test.each([
    { args: ['--version'], exitCode: 0, stdout: /^v[1-9]+\.[0-9]+\.[0-9]+\n$/, stderr: /^$/ },
    { args: ['spot', '-a', 'FOO'], exitCode: 2, stdout: /^$/, stderr: /^Invalid CLI input "FOO"/ },
  ])('ends with the status of the mock: $args', async ({ args, ...result }) => {
    expect(await runContainer({ args })).toMatchObject({
      exitCode: result.exitCode,
      stdout: expect.stringMatching(result.stdout),
      stderr: expect.stringMatching(result.stderr),
    });
  });

  test('finds a file that is mounted where AEMM looks for it, and cannot save', async () => {
    using tree = openTree({ 'aemm-config.json': { metadata: { values: { mac: 'mounted' } } } });
    await using mock = await startContainer({
      flags: ['--volume', `${tree.join('aemm-config.json')}:/aemm-config.json:ro`],
      args: ['--save-config-to-file'],
    });

    expect(mock.stdout).toContain('Using configuration from file:  /aemm-config.json\n');
    expect(mock.get(MAC).body).toBe('mounted');
    await mock.waitFor(/Warning: .*\/\.ec2-metadata-mock/);
  });

  test('works as another user', async () => {
    await using mock = await startContainer({ flags: ['--user', '2000:2000'] });

    expect(mock.get(MAC).status).toBe(200);
  });

  test('has plugins that were put into an image made from it, for any user', async () => {
    using tree = openTree({
      ...answering('rack', `[${category('rack', `leaves: [${leaf('rack', '/latest/rack')}]`)}]`),
    });
    const script =
      '/ec2-metadata-mock plugins link /rack && HOME=/nowhere /ec2-metadata-mock routes';
    const { stdout } = await runContainer({
      flags: [
        ...['--read-only=false', '--volume', `${tree.join('rack')}:/rack:ro`],
        ...['--entrypoint', 'sh'],
      ],
      args: ['-c', script],
    });

    expect(stdout).toContain('/latest/rack');
  });
});
