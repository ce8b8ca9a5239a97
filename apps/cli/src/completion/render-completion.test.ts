import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleCli } from '../../test/example-cli.ts';
import type { DrivenShell } from '../../test/shells.ts';
import { isInstalled, suggestions } from '../../test/shells.ts';
import { parseShell, renderCompletion, SHELLS } from './render-completion.ts';

const names = ['ec2-metadata-mock', 'aemm'];

const suggested = {
  'ec2-metadata-mock ': [
    'completion',
    'config',
    'events',
    'exec',
    'gpu',
    'help',
    'plugins',
    'spot',
  ],
  'ec2-metadata-mock sp': ['spot'],
  'aemm sp': ['spot'],
  'aemm help ev': ['events'],
  'aemm help plugins i': ['install'],
  'aemm config ': ['show', 'validate'],
  'aemm plugins in': ['install'],
  'aemm completion ': ['bash', 'fish', 'powershell', 'zsh'],
  'aemm spot --ac': ['--action'],
  'aemm spot -I --ac': ['--action'],
  'aemm spot --sta': [],
  'aemm events --sta': ['--state'],
  'aemm spot --por': ['--port'],
  'aemm plugins install --': ['--help'],
  'aemm plugins add --': ['--help'],
  'aemm spot --action ': ['hibernate', 'stop', 'terminate'],
  'aemm spot --action=s': ['stop'],
  'aemm spot -a t': ['terminate'],
  'aemm se -t ': ['active', 'canceled', 'completed'],
  'aemm spot -t ': [],
  'aemm --imdsv2=': ['false', 'true'],
  'aemm -I sp': ['spot'],
  'aemm -n spot ev': ['events'],
  'aemm -d 5 --port=1 ev': ['events'],
  'aemm --mock-trigger-time 2020-01-07T01:03:47Z sp': ['spot'],
  'aemm -p ': [],
  'aemm spot -- -': [],
  'aemm -- ': [],
  'aemm mock --por': ['--port'],
};

describe.for<DrivenShell>(['bash', 'zsh', 'fish'])('a real %s', (shell) => {
  const script = renderCompletion(shell, exampleCli, names);
  const installed = isInstalled(shell);

  test.skipIf(!installed)('suggests what can be typed', { timeout: 60_000 }, () => {
    expect(suggestions(shell, script, Object.keys(suggested))).toEqual(suggested);
  });

  test.skipIf(!installed)('suggests files where a file is meant', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'aemm-files-'));
    writeFileSync(join(folder, 'some config.json'), '');
    const places = ['-c', '--config-file', 'config validate', 'spot -c', 'plugins add a'];
    const lines = places.map((words) => `aemm ${words} ${folder}/so`);
    const found = suggestions(shell, script, lines);
    rmSync(folder, { recursive: true });
    for (const line of lines) {
      expect(found[line]?.map((path) => path.replaceAll('\\', ''))).toEqual([
        expect.stringMatching(/some config\.json$/),
      ]);
    }
  });
});

describe.for(SHELLS)('the script for %s', (shell) => {
  const script = renderCompletion(shell, exampleCli, names);

  test('knows every name that is shown, and none that is hidden', () => {
    const flags = [...exampleCli.flags, ...exampleCli.commands.flatMap((command) => command.flags)];
    for (const { name } of flags) expect(script).toContain(name);
    for (const word of ['spot', 'scheduledevents', 'validate', 'hibernate', 'aemm']) {
      expect(script).toContain(word);
    }
    expect(script).not.toContain('Mock everything');
  });

  test('gives what is explained at length one line', () => {
    const flags = exampleCli.flags.map((flag) => ({ ...flag, description: 'first\nsecond' }));
    const commands = exampleCli.commands.map((command) => ({ ...command, summary: 'one\ntwo' }));
    const long = renderCompletion(shell, { ...exampleCli, flags, commands });
    expect(long).not.toMatch(/second|two/);
  });

  test('says how to install it', () => {
    expect(script).toContain(`ec2-metadata-mock completion ${shell}`);
    expect(script.slice(0, 1000)).toMatch(/^# Make it again after you install or link a plugin/m);
  });
});

test('in PowerShell every bracket is closed and quotation marks are doubled', () => {
  const about = "it's ‘here’";
  const docs = { ...exampleCli, topics: [{ name: 'config', summary: about }] };
  const script = renderCompletion('powershell', docs);
  expect(script).toContain("About = 'it''s ‘‘here’’'");
  const bare = script.replace(/'(?:[^']|'')*'|"[^"]*"|#.*/g, '');
  for (const [open, close] of ['()', '{}', '[]']) {
    expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
  }
});

describe('the name of a shell', () => {
  test.for(SHELLS)('%s is one', (shell) => {
    expect(parseShell(shell, 'aemm')).toEqual({ kind: 'shell', shell });
  });

  test('must be there', () => {
    expect(parseShell(undefined, 'aemm')).toEqual({
      kind: 'error',
      message: 'completion needs the name of a shell',
      hint: 'Allowed: bash, zsh, fish, powershell. Type for instance: aemm completion bash',
    });
  });

  test('must be one that is known', () => {
    expect(parseShell('tcsh', 'aemm')).toMatchObject({
      message: 'there is no completion for the shell "tcsh"',
    });
    expect(parseShell('bsh', 'aemm')).toMatchObject({
      hint: 'Did you mean "aemm completion bash"? Allowed: bash, zsh, fish, powershell.',
    });
  });
});
