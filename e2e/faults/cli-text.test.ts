import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CliResult } from '@aemm/testing';
import { runCli, startCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';

/** Ends the line, forges one, colours, renames the window, writes backwards, and is not seen. */
const HOSTILE = 'x\r\nWarning: forged\u001B[31m\u001B]0;title\u0007\u202Eback\u2028\u0085\u200B';

/** All that would act on a terminal, but for the end of a line. */
const CONTROLS = /[^\P{C}\n]|[\u2028\u2029]/u;

function expectPrintable({ stdout, stderr }: Pick<CliResult, 'stdout' | 'stderr'>): void {
  expect(stdout).not.toMatch(CONTROLS);
  expect(stderr).not.toMatch(CONTROLS);
  expect(`${stdout}\n${stderr}`).not.toMatch(/^Warning: forged/m);
  expect(`${stdout}${stderr}`).toContain('x\\r');
}

const rack = { name: 'rack', oclif: { commands: './none' } };

test.runIf(process.platform !== 'win32').for([
  ['a flag that is not known', [`--${HOSTILE}`]],
  ['bad flag syntax', [`---${HOSTILE}`]],
  ['the value of a flag', ['-p', HOSTILE]],
  ['the value of a boolean flag', [`--imdsv2=${HOSTILE}`]],
  ['a word that is not a command', [HOSTILE]],
  ['a topic of help', ['help', HOSTILE]],
  ['a word that is not used', ['spot', HOSTILE, '-p', 'none']],
  ['a shell', ['completion', HOSTILE]],
  ['a command of routes', ['routes', HOSTILE]],
  ['a file that is valid', ['config', 'validate', `${HOSTILE}/valid.json`]],
  ['a file that is not there', ['config', 'validate', `${HOSTILE}/none.json`]],
  ['keys of a file', ['config', 'validate', 'aemm.json']],
  ['paths of a file', ['routes', '-c', 'paths.json']],
  ['an option of npm', ['plugins', 'install', '--', `-${HOSTILE}`]],
  ['a folder that is not a plugin', ['plugins', 'link', HOSTILE]],
  ['a version of a plugin', ['plugins', 'link', 'rack']],
  ['a plugin that is not there', ['plugins', 'inspect', HOSTILE]],
  ['the folder of a manifest', ['plugins', 'manifest', HOSTILE]],
] as const)('%s is printed without its control characters', async ([, args]) => {
  using home = tempTree({
    [`${HOSTILE}/valid.json`]: {},
    'aemm.json': { [HOSTILE]: 1 },
    'paths.json': {
      metadata: { paths: { shelf: `/latest/${HOSTILE}` }, values: { shelf: HOSTILE } },
    },
    'rack/package.json': { ...rack, version: HOSTILE },
  });
  expectPrintable(await runCli(args, { home: home.path }));
});

test('what a broken plugin throws is printed without its control characters', async () => {
  const source = `throw new Error(${JSON.stringify(HOSTILE)});`;
  const hooks = { 'aemm:categories': { target: './plugin.js', identifier: 'categories' } };
  using tree = tempTree({
    'rack/package.json': { name: 'rack', version: '1.0.0', oclif: { hooks } },
    'rack/plugin.js': source,
  });
  expectPrintable(await runCli(['routes'], { plugins: [tree.join('rack')] }));
});

test('a mock prints the flags and files that it was given without their control characters', async () => {
  using home = tempTree({ 'aemm.json': {} });
  const linked = join(home.path, HOSTILE);
  if (process.platform !== 'win32') symlinkSync(home.join('aemm.json'), linked);
  await using mock = await startCli(['-c', linked], { home: home.path });

  expectPrintable(await mock.stop());
});
