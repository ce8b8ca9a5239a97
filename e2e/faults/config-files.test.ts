import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { startMock, wordsOf } from '../cli/support/mock.ts';
import { canReadMemory, peakMemory } from './support/process-facts.ts';

const MAC = '/latest/meta-data/mac';
const SOON = { timeout: 15_000, interval: 20 };

function configWith(mac: string): object {
  return { metadata: { values: { mac } } };
}

/** What may take the place of a config file, and why it is not read. */
const REPLACEMENTS: readonly (readonly [name: string, reason: string, (file: string) => void])[] = [
  ['a pipe', 'it is a pipe instead of a file', (file) => execFileSync('mkfifo', [file])],
  [
    'a device without an end',
    'it is a device instead of a file',
    (file) => symlinkSync('/dev/zero', file),
  ],
  ['a folder', 'it is a directory', (file) => mkdirSync(file)],
  ['a sparse file of 1.9 GB', 'larger than 4 MiB', (file) => makeSparse(file)],
];

function makeSparse(file: string): void {
  execFileSync('touch', [file]);
  truncateSync(file, 1.9e9);
}

describe.skipIf(process.platform === 'win32')('a watched file that was replaced', () => {
  test.for(REPLACEMENTS)(
    'by %s is reported once, and a good one is loaded when it comes',
    async ([, reason, replace]) => {
      using tree = tempTree({ 'aemm.json': configWith('old') });
      await using mock = await startMock('-c aemm.json -w', { home: tree.path });
      const file = tree.join('aemm.json');

      rmSync(file);
      replace(file);
      await mock.waitFor(new RegExp(`stays as it was: .*aemm\\.json .*: ${reason}\\.\\n`));
      expect((await mock.get(MAC)).body).toBe('old');

      rmSync(file, { recursive: true });
      tree.write({ 'aemm.json': configWith('new') });
      await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('new');
      await mock.waitFor(/Reloaded the configuration/);
      // Between the two it may have been seen to be gone.
      const reports = mock.stderr
        .match(/stays as it was: .*/g)
        ?.filter((line) => !/no such/.test(line));
      expect(reports).toHaveLength(1);
      if (canReadMemory) expect(peakMemory(mock.pid)).toBeLessThan(160);
    },
  );
});

describe.skipIf(process.platform === 'win32')('config validate', () => {
  test.each([['/dev/zero'], ['/dev/urandom']])('ends with %s', async (device) => {
    const result = await runCli(['config', 'validate', device]);

    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toMatch(/: larger than 4 MiB\.\n$/);
  });

  test('ends with a sparse file of 1.9 GB', async () => {
    using tree = tempTree();
    makeSparse(tree.join('sparse.json'));
    const result = await runCli(wordsOf('config validate sparse.json'), { home: tree.path });

    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toMatch(/sparse\.json: larger than 4 MiB\.\n$/);
  });

  test.each([
    ['a command that does not end', '"$0" "$1" config validate <(yes)'],
    ['standard input that does not end', 'yes | "$0" "$1" config validate /dev/stdin'],
  ])('ends with %s', async (_, line) => {
    using tree = tempTree();
    const { code, stderr } = await bash(line, tree.path);

    expect(code).toBe(1);
    expect(stderr).toMatch(/: larger than 4 MiB\.\n$/);
  });
});

/** Types a line into bash, where `$0` and `$1` start the binary. */
async function bash(line: string, home: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn('bash', ['-c', line, process.execPath, BINARY], {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 20_000,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, stderr }));
  });
}
