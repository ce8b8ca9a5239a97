import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '@oclif/core/config';
import { onTestFinished } from 'vitest';

/** A CLI with plugins, each given as the source of the module that its hook `aemm:categories` is in. */
export async function loadCli(plugins: Readonly<Record<string, string>>): Promise<Config> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'aemm-kit-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writePackage(root, 'cli', { bin: 'cli', plugins: Object.keys(plugins) });
  for (const [name, source] of Object.entries(plugins)) {
    const folder = join(root, 'node_modules', name);
    await writePackage(folder, name, {
      hooks: { 'aemm:categories': { target: './hook.js', identifier: 'categories' } },
    });
    await writeFile(join(folder, 'hook.js'), source);
  }
  return Config.load({ root });
}

async function writePackage(folder: string, name: string, oclif: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  const dependencies = Object.fromEntries(
    'plugins' in oclif ? (oclif.plugins as string[]).map((plugin) => [plugin, '*']) : [],
  );
  const manifest = {
    name,
    version: '1.0.0',
    type: 'module',
    exports: './hook.js',
    oclif,
    dependencies,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}
