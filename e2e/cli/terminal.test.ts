import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { BINARY } from './support/binary.ts';
import { startMock } from './support/mock.ts';

/** The one of util-linux: it runs a command line on a terminal of its own. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);
if (!hasScript) process.stderr.write('Skipped: nothing is tried on a terminal without "script".\n');

const CONTROL_C = '\u0003';
/** How a terminal shows it. */
const CONTROL_C_SHOWN = '^C';

/** Types a line on a terminal, interrupts it when a text comes, and returns what is shown. */
async function show(
  typed: string,
  columns: number,
  until = /$^/,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  using home = tempTree();
  const line = `stty cols ${columns}; exec "${process.execPath}" "${BINARY}" ${typed}`;
  const terminal = spawn('script', ['--quiet', '--command', line, '/dev/null'], {
    env: { PATH: process.env.PATH, HOME: home.path, SHELL: '/bin/sh', ...variables },
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

/** The last line of the banner. */
const BANNER_END = /ec2-metadata-mock routes(?: \w+)?"/;

const ESCAPE = '\u001b';

describe.runIf(hasScript)('on a terminal', () => {
  test('a start shows the banner of the guide', async () => {
    const guide = readFileSync(new URL('../../docs/guides/configure.md', import.meta.url), 'utf8');
    const [, typed = '', expected = ''] =
      /^```text\n\$ ec2-metadata-mock (.*?)\n(.*?)\n```$/ms.exec(guide) ?? [];
    expect(typed).toContain('--mock-delay-sec');
    // The configuration of the test, which the guide does not show.
    const env = { AEMM_SERVER_PORT: '0', AEMM_SERVER_HOSTNAME: '0.0.0.0', NO_COLOR: '1' };
    const shown = await show(typed, 80, BANNER_END, env);
    const [port] = shown.match(/(?<=on port )\d+/) ?? [];
    const masked = shown
      .replace(/^[\d/]+ [\d:]+ /gm, '2026/01/02 03:04:05 ')
      .replaceAll(String(port), '1338')
      .replace(CONTROL_C_SHOWN, '');
    expect(masked.trimEnd()).toBe(expected);
  });

  test.for([
    ['a terminal that has them', { TERM: 'xterm-256color' }, true],
    ['one without', { TERM: 'dumb' }, false],
    ['one with NO_COLOR', { TERM: 'xterm-256color', NO_COLOR: '1' }, false],
    ['one without, with FORCE_COLOR', { TERM: 'dumb', FORCE_COLOR: '1' }, true],
  ] as const)('the banner has colours on %s: %o', async ([, env, hasColours]) => {
    const shown = await show('-n 127.0.0.1 -p 0', 80, BANNER_END, env);

    expect(shown).toContain('IMDSv1 and IMDSv2');
    expect(shown.includes(`${ESCAPE}[36mhttp://127.0.0.1:`)).toBe(hasColours);
    expect(shown.includes(ESCAPE)).toBe(hasColours);
  });

  test('a log in JSON has no banner', async () => {
    const shown = await show('-n 127.0.0.1 -p 0 --request-log json', 80, /Serving /);

    expect(shown).not.toMatch(BANNER_END);
  });

  test('[D35] a default config file that is not there draws no warning', async () => {
    const shown = await show('-n 127.0.0.1 -p 0', 80, BANNER_END);

    expect(shown).toContain('Initiating ec2-metadata-mock');
    expect(shown).not.toContain('Warning');
    const config = await show('config show', 80);
    expect(config).toContain('mock-delay-sec');
    expect(config).not.toContain('Warning');
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

test('without a terminal, AEMM’s lines stay as they are and have no colours', async () => {
  await using mock = await startMock('', { env: { FORCE_COLOR: '1' } });
  await mock.waitFor(/Serving the following routes: .*\n/);

  expect(mock.stderr).not.toContain(ESCAPE);
  expect(mock.stderr.trimEnd().split('\n')).toHaveLength(3);
});
