import { resolve } from 'node:path';
import { UserPluginError } from './errors.ts';
import type { UserPlugin } from './user-plugin.ts';

/** The plugin of a name, or linked to a folder, as either was typed. */
export function findUserPlugin<P extends Pick<UserPlugin, 'name' | 'root'>>(
  plugins: readonly P[],
  typed: string,
  cwd: string,
): P {
  const folder = resolve(cwd, typed);
  const found =
    plugins.find(({ name }) => name === typed) ?? plugins.find(({ root }) => root === folder);
  if (found !== undefined) return found;
  const names = plugins.map(({ name }) => name).join(', ');
  const there = names === '' ? 'none was installed or linked' : `there are ${names}`;
  throw new UserPluginError('AEMM_PLUGIN_ABSENT', `There is no plugin "${typed}": ${there}.`);
}
