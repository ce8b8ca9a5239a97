import { isPackageName } from './package-name.ts';
import type { UserPlugin } from './user-plugin.ts';

/** The content of the list, with whatever else npm and oclif keep there. */
export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly oclif?: Readonly<Record<string, unknown>> & { readonly plugins?: readonly UserPlugin[] };
}

/**
 * Checks the parts of the list that are used. oclif checks none of them.
 *
 * @throws Error whose message is the end of a sentence
 */
export function checkListShape(manifest: unknown): Manifest {
  if (!isRecord(manifest)) throw new Error('it must hold an object');
  const { dependencies = {}, oclif = {} } = manifest;
  if (!isRecord(dependencies)) throw new Error('"dependencies" must be an object');
  for (const [name, spec] of Object.entries(dependencies)) {
    if (typeof spec !== 'string') throw new Error(`"dependencies.${name}" must be a text`);
  }
  if (!isRecord(oclif)) throw new Error('"oclif" must be an object');
  const { plugins = [] } = oclif;
  if (!Array.isArray(plugins)) throw new Error('"oclif.plugins" must be a list');
  for (const [index, plugin] of plugins.entries()) checkPlugin(plugin, `oclif.plugins[${index}]`);
  return manifest as Manifest;
}

const TEXTS = ['root', 'tag', 'url'];

function checkPlugin(plugin: unknown, place: string): void {
  if (!isRecord(plugin)) throw new Error(`"${place}" must be an object`);
  const { name, type, root } = plugin;
  if (typeof name !== 'string' || !isPackageName(name)) {
    throw new Error(`"${place}.name" must be the name of a package`);
  }
  if (type !== 'user' && type !== 'link') {
    throw new Error(`"${place}.type" must be "user" or "link"`);
  }
  const wrong = TEXTS.find((key) => plugin[key] !== undefined && typeof plugin[key] !== 'string');
  if (wrong !== undefined) throw new Error(`"${place}.${wrong}" must be a text`);
  if (type === 'link' && root === undefined) {
    throw new Error(`"${place}.root" must be the folder of the plugin`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
