import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CliOptions } from './options.ts';

/** What a program cannot do without, on any system. */
const INHERITED = ['PATH', 'Path', 'PATHEXT', 'SystemRoot', 'ComSpec', 'TMPDIR', 'TEMP', 'TMP'];

/** An environment in which the program finds nothing but what the test gave it. */
export function buildEnvironment(home: string, env: CliOptions['env'] = {}): NodeJS.ProcessEnv {
  const inherited = INHERITED.map((name) => [name, process.env[name]]);
  return {
    ...Object.fromEntries(inherited.filter(([, value]) => value !== undefined)),
    HOME: home,
    USERPROFILE: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    ...env,
  };
}

/** Writes the file in which oclif finds a user's plugins. */
export function linkPlugins(home: string, folders: readonly string[]): void {
  const dataDir = join(home, '.local/share/ec2-metadata-mock');
  const plugins = folders.map((root) => ({ type: 'link', name: nameOf(root), root }));
  mkdirSync(dataDir, { recursive: true });
  const manifest = { private: true, dependencies: {}, oclif: { schema: 1, plugins } };
  writeFileSync(join(dataDir, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** A plugin without a readable manifest is a case to test as well. */
function nameOf(root: string): string {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name;
  } catch {
    return basename(root);
  }
}
