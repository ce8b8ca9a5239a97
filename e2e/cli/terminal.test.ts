import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { BINARY } from './support/binary.ts';

/** The one of util-linux: it runs a command line on a terminal of its own. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);
if (!hasScript) process.stderr.write('Skipped: nothing is tried on a terminal without "script".\n');

const CONTROL_C = '\u0003';

/** Types a line on a terminal, interrupts it when a text comes, and returns what is shown. */
async function show(typed: string, columns: number, until = /$^/): Promise<string> {
  using home = tempTree();
  const line = `stty cols ${columns}; exec "${process.execPath}" "${BINARY}" ${typed}`;
  const terminal = spawn('script', ['--quiet', '--command', line, '/dev/null'], {
    env: { PATH: process.env.PATH, HOME: home.path, SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(terminal, 'close');
  let shown = '';
  let isInterrupted = false;
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (!isInterrupted && until.test(shown)) {
      isInterrupted = true;
      terminal.stdin.write(CONTROL_C);
    }
  });
  await ended;
  return shown.replaceAll('\r\n', '\n');
}

describe.runIf(hasScript)('on a terminal', () => {
  test('[D35] a default config file that is not there draws no warning', async () => {
    const shown = await show('-n 127.0.0.1 -p 0', 80, /Serving /);

    expect(shown).toContain('Initiating ec2-metadata-mock');
    expect(shown).not.toContain('Warning');
    expect(await show('config show', 80)).not.toContain('Warning');
  });

  test.for([
    [60, 60],
    [80, 80],
    [120, 120],
    [208, 120],
  ] as const)('of %i columns, no line of help is longer than %i', async ([columns, most]) => {
    for (const typed of ['--help', 'spot --help', 'events --help', 'plugins install --help']) {
      const lines = (await show(typed, columns)).split('\n');
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => line.length > most)).toEqual([]);
    }
  });
});
