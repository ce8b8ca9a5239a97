import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserPluginError } from './errors.ts';
import { changePlugins, readListFile } from './list-file.ts';
import { withLock } from './lock.ts';
import { runNpm } from './npm.ts';
import type { PluginPackage } from './plugin-package.ts';
import { readPluginPackage } from './plugin-package.ts';
import { setAside } from './set-aside.ts';
import type { Source } from './source.ts';
import { parseSource } from './source.ts';
import type { UserPlugin } from './user-plugin.ts';

/**
 * Installs a plugin from a folder, a tarball, a package name or whatever else npm installs from.
 *
 * @throws UserPluginError if it cannot be installed; then the data directory is as it was
 */
export async function installPlugin(
  dataDir: string,
  typed: string,
  cwd: string,
): Promise<PluginPackage> {
  const source = parseSource(typed, cwd);
  const expected = await expectedName(source);
  return withLock(dataDir, async () => {
    const before = await readdir(dataDir);
    try {
      return await install(dataDir, source, expected);
    } catch (error) {
      await removeNew(dataDir, before);
      throw error;
    }
  });
}

async function install(
  dataDir: string,
  source: Source,
  expected: string | undefined,
): Promise<PluginPackage> {
  const before = await readListFile(dataDir);
  const rootOf = (name: string): string => join(dataDir, 'node_modules', name);
  if (expected !== undefined) refuseLinked(before.plugins, expected);
  // npm takes the data directory for its own only if that has a manifest.
  await changePlugins(dataDir, (plugins) => plugins);
  const run = (): Promise<void> =>
    runNpm(dataDir, ['install', '--omit=dev', '--install-links'], specOf(source));
  // npm takes a folder for unchanged as long as its version is.
  if (source.kind === 'folder') await setAside(rootOf(String(expected)), dataDir, run);
  else await run();

  const name = expected ?? (await installedName(dataDir, source, before.dependencies));
  try {
    refuseLinked(before.plugins, name);
    const found = await readPluginPackage(rootOf(name));
    const entry = entryOf(name, source);
    await changePlugins(dataDir, (plugins) => [...others(plugins, name), entry]);
    return found;
  } catch (error) {
    await discard(dataDir, name);
    throw error;
  }
}

function others(plugins: readonly UserPlugin[], name: string): readonly UserPlugin[] {
  return plugins.filter((plugin) => plugin.name !== name);
}

/** Removes what npm installed and is not a plugin, and what it took the place of from the list. */
async function discard(dataDir: string, name: string): Promise<void> {
  try {
    await changePlugins(dataDir, (plugins) =>
      plugins.filter((plugin) => plugin.name !== name || plugin.type === 'link'),
    );
    await runNpm(dataDir, ['uninstall'], name);
  } catch {
    // Why it cannot be used is what the user wants to know. What is on no list is not loaded.
  }
}

/** Removes what the first installation creates, if it was not there before. */
async function removeNew(dataDir: string, before: readonly string[]): Promise<void> {
  const created = ['package.json', 'package-lock.json', 'node_modules'].filter(
    (name) => !before.includes(name),
  );
  await Promise.all(
    created.map((name) => rm(join(dataDir, name), { recursive: true, force: true })),
  );
}

/** The name, as far as it is known before npm has seen the plugin. */
async function expectedName(source: Source): Promise<string | undefined> {
  if (source.kind === 'package') return source.name;
  return source.kind === 'folder' ? (await readPluginPackage(source.path)).name : undefined;
}

function specOf(source: Source): string {
  switch (source.kind) {
    case 'folder':
    case 'tarball':
      return `file:${source.path}`;
    case 'package':
      return `${source.name}@${source.tag}`;
    case 'url':
      return source.url;
  }
}

function entryOf(name: string, source: Source): UserPlugin {
  if (source.kind === 'package') return { name, type: 'user', tag: source.tag };
  return { name, type: 'user', url: specOf(source) };
}

/** npm does not say what it installed, but it keeps its dependencies. */
async function installedName(
  dataDir: string,
  source: Source,
  before: Readonly<Record<string, string>>,
): Promise<string> {
  const { dependencies } = await readListFile(dataDir);
  const changed = Object.keys(dependencies).find((name) => dependencies[name] !== before[name]);
  // The same place again changes nothing.
  const name = changed ?? Object.keys(dependencies).find((each) => isFrom(dependencies[each]));
  if (name !== undefined) return name;
  const message = `npm installed ${specOf(source)}, but under no name of its own.`;
  throw new UserPluginError('AEMM_NPM_FAILED', message);

  function isFrom(spec = ''): boolean {
    if (source.kind !== 'tarball') return spec === specOf(source);
    return spec.startsWith('file:') && resolve(dataDir, spec.slice('file:'.length)) === source.path;
  }
}

function refuseLinked(plugins: readonly UserPlugin[], name: string): void {
  const linked = plugins.find((plugin) => plugin.name === name && plugin.type === 'link');
  if (linked === undefined) return;
  const message = `${name} is linked to ${linked.root} already. Run "plugins uninstall ${name}" first.`;
  throw new UserPluginError('AEMM_PLUGIN_PRESENT', message);
}
