import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserPluginError } from './errors.ts';

/** What a package says of itself. */
export interface PluginPackage {
  readonly name: string;
  readonly version: string;
}

/** Where oclif looks for its settings beside `package.json`. */
const OCLIF_FILE = /^(\.oclifrc|oclif\.config)(\.|$)/;

/** Reads the manifest of a plugin in a folder. */
export async function readPluginPackage(root: string): Promise<PluginPackage> {
  const manifest = await readManifest(root);
  const { name, version = '0.0.0', oclif } = manifest;
  if (typeof name !== 'string' || (typeof oclif !== 'object' && !(await hasOclifFile(root)))) {
    const missing = typeof name === 'string' ? 'section "oclif"' : 'name';
    const message = `${root} is no oclif plugin: its package.json has no ${missing}.`;
    throw new UserPluginError('AEMM_PLUGIN_INVALID', message);
  }
  return { name, version: String(version) };
}

async function readManifest(root: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? `is not valid: ${cause.message}` : 'cannot be read';
    const message = `${root} is no oclif plugin: its package.json ${reason}.`;
    throw new UserPluginError('AEMM_PLUGIN_INVALID', message, { cause });
  }
}

async function hasOclifFile(root: string): Promise<boolean> {
  return (await readdir(root)).some((name) => OCLIF_FILE.test(name));
}
