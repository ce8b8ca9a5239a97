import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCli } from '@aemm/testing';
import { startCli, tempTree } from '@aemm/testing';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from './support/pack-workspace.ts';
import type { GuideBlock } from './support/read-guide.ts';
import { readGuide } from './support/read-guide.ts';
import type { Place } from './support/shell.ts';
import { mustRun } from './support/shell.ts';

const guide = readGuide(readFileSync(join(ROOT, 'docs/guides/write-a-plugin.md'), 'utf8'));
const template = join(ROOT, 'examples/plugin-template');

const tree = tempTree({ 'home/.keep': '', 'plugin/.keep': '' });
const prefix = tree.join('global');
const place: Place = {
  folder: tree.join('plugin'),
  home: tree.join('home'),
  path: [join(prefix, process.platform === 'win32' ? '' : 'bin')],
  env: { npm_config_prefix: prefix },
};
let mock: RunningCli | undefined;

afterAll(async () => {
  await mock?.stop();
  tree.remove();
});

test('following the guide yields a plugin that is published, installed and served', async () => {
  let printed = '';
  for (const block of guide) {
    if (block.kind === 'output') expect(printed.trim()).toBe(block.text.trim());
    printed = await carryOut(block);
  }
  expect(printed).toContain('commands: rack\n');
  expect(printed).toContain('/latest/meta-data/rack/room\n');
}, 120_000);

test('the template is what the guide leads to', () => {
  const files = guide.filter((block) => block.kind === 'file');
  const written = Object.fromEntries(files.map(({ name, text }) => [name, text]));

  expect(readFiles(template)).toEqual({ ...written, 'README.md': expect.any(String) });
});

async function carryOut(block: GuideBlock): Promise<string> {
  switch (block.kind) {
    case 'file':
      tree.write({ [`plugin/${block.name}`]: block.text });
      return '';
    case 'output':
      return '';
    case 'start': {
      const [, ...args] = block.text.trim().split(' ');
      const binary = join(prefix, 'lib/node_modules/@aemm/cli/bin/run.js');
      mock = await startCli(args, { binary, home: place.home });
      return '';
    }
    case 'run':
      return mustRun(`set -e\n${atPortOf(mock, block.text)}`, place);
  }
}

/** The guide speaks of the default port, which something else may have here. */
function atPortOf(running: RunningCli | undefined, commands: string): string {
  return running === undefined ? commands : commands.replaceAll(':1338/', `:${running.port}/`);
}

function readFiles(folder: string): Record<string, string> {
  const names = globSync(['**/*', '.gitignore'], {
    cwd: folder,
    exclude: (name) => ['node_modules', 'dist', 'oclif.manifest.json'].includes(name),
  }).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  );
}
