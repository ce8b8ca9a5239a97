import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { startCli, tempTree } from '@aemm/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadedPackages } from './support/loaded-packages.ts';
import { ROOT } from './support/pack-workspace.ts';
import type { Place } from './support/shell.ts';
import { mustRun, shell } from './support/shell.ts';

const NAME = 'aemm-plugin-ecs-task';

const tree = tempTree({ 'home/.keep': '', 'other/.keep': '' });
const home = tree.join('home');
const folder = tree.join('ecs-task');
const bin = join(inject('prefix'), process.platform === 'win32' ? '' : 'bin');
const place: Place = { folder, home, path: [bin] };

beforeAll(() => {
  cpSync(join(ROOT, 'examples/ecs-task'), folder, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist)$/.test(source),
  });
});
afterAll(() => tree.remove());

test("the plugin's own tests pass against the packed packages", async () => {
  await mustRun('npm install', place);
  expect(await mustRun('npm test', place)).toMatch(/Tests\s+10 passed/);
});

test('its category brings core and its schemas alone', async () => {
  const packages = await loadedPackages(`${NAME}/category`, 'an ES module', folder);
  expect(packages).toEqual(['.', '@aemm/core', 'zod']);
});

test('it packs its code and its manifest, and nothing else', async () => {
  const [packed] = JSON.parse(await mustRun('npm pack --json --ignore-scripts', place));
  const files: string[] = packed.files.map(({ path }: { path: string }) => path);

  expect(files.filter((file) => !file.startsWith('dist/'))).toEqual([
    'LICENSE',
    'README.md',
    'oclif.manifest.json',
    'package.json',
  ]);
  expect(files).toContain('dist/hooks/categories.js');
});

test('it is published', async () => {
  await mustRun('npm publish --ignore-scripts', place);
});

test.each([
  ['its folder', folder],
  ['its tarball', join(folder, `${NAME}-1.0.0.tgz`)],
  ['its name', NAME],
])('it is installed from %s, used and removed', async (_, source) => {
  const user: Place = { folder: tree.join('other'), home, path: [bin] };

  expect(await mustRun(`ec2-metadata-mock plugins install "${source}"`, user)).toBe(
    `Installed ${NAME} 1.0.0.\ncategories: ecs\n`,
  );
  expect(await mustRun('ec2-metadata-mock plugins', user)).toBe(`${NAME} 1.0.0\n`);
  await expectTask();
  expect(await mustRun(`ec2-metadata-mock plugins uninstall ${NAME}`, user)).toBe(
    `Uninstalled ${NAME}.\n`,
  );
  expect((await shell('ec2-metadata-mock ecs', user)).exitCode).toBe(2);
});

test('it is linked, inspected, used and unlinked', async () => {
  expect(await mustRun('ec2-metadata-mock plugins link', place)).toBe(
    `Linked ${NAME} 1.0.0.\ncategories: ecs\n`,
  );
  expect(
    JSON.parse(await mustRun(`ec2-metadata-mock plugins inspect ${NAME} --json`, place)),
  ).toEqual({
    name: NAME,
    type: 'link',
    version: '1.0.0',
    root: folder,
    commands: ['ecs'],
    categories: ['ecs'],
    problems: [],
    loaded: true,
  });
  await expectTask();
  expect(await mustRun('ec2-metadata-mock plugins unlink .', place)).toBe(`Unlinked ${NAME}.\n`);
});

/** The installed command line with the plugin, which has its own copies of our packages. */
async function expectTask(): Promise<void> {
  const binary = join(inject('prefix'), 'lib/node_modules/@aemm/cli/bin/run.js');
  for (const args of [
    ['ecs', '--container-id=mine'],
    ['-c', configFile()],
  ]) {
    await using mock = await startCli(args, { home, binary });
    const answer = await fetch(`${mock.url}/v4/mine/task`);
    const own = await fetch(`${mock.url}/latest/meta-data/ami-id`);

    expect(await answer.json()).toMatchObject({ KnownStatus: 'RUNNING' });
    expect(await own.text()).toBe('ami-0a887e401f7654935');
    expect(mock.stderr).not.toContain(NAME);
  }
}

function configFile(): string {
  tree.write({ 'aemm.json': { ecs: { 'container-id': 'mine' } } });
  return tree.join('aemm.json');
}
