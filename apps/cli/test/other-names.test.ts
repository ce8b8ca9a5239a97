import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OTHER_NAMES } from '../src/other-names.ts';

const manifest = readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8');
const { commands }: { commands: Record<string, { hidden?: boolean }> } = JSON.parse(manifest);
const visible = Object.keys(commands).filter((id) => commands[id]?.hidden !== true);
const names = visible.map((id) => id.replaceAll(':', ' '));

test('every hint at another name names a command, a flag of the root, or the root', () => {
  const known = ['', '--help', '--version', ...names];
  expect([...OTHER_NAMES.values()].filter((target) => !known.includes(target))).toEqual([]);
});

test('no name of a command is explained as that of another one', () => {
  expect(names.filter((name) => OTHER_NAMES.has(name))).toEqual([]);
});
