import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, readInput } from '@aemm/config/read-input';
import { UserPluginError } from './errors.ts';
import { isPackageName } from './package-name.ts';

/** What a package says of itself. */
export interface PluginPackage {
  readonly name: string;
  readonly version: string;
}

/** Where oclif looks for its settings beside `package.json`. */
const OCLIF_FILE = /^(\.oclifrc|oclif\.config)(\.|$)/;

/** Reads the manifest of a plugin in a folder. */
export async function readPluginPackage(root: string): Promise<PluginPackage> {
  const { name, version = '0.0.0', oclif } = await readManifest(root);
  if (typeof name !== 'string') throw invalid(root, 'has no name');
  if (!isPackageName(name)) {
    throw invalid(root, `has a name that npm does not allow, ${JSON.stringify(name)}`);
  }
  if (typeof oclif !== 'object' && !(await hasOclifFile(root))) {
    throw invalid(root, 'has no section "oclif"');
  }
  return { name, version: String(version) };
}

/** npm allows manifests of any size, but none is near this one. */
const MAX_BYTES = 2 ** 20;

async function readManifest(root: string): Promise<Record<string, unknown>> {
  const file = join(root, 'package.json');
  try {
    const bytes = await readInput(file, { maxBytes: MAX_BYTES, regular: true });
    const manifest: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof manifest === 'object' && manifest !== null) return { ...manifest };
  } catch (cause) {
    throw invalid(root, reasonOf(cause), cause);
  }
  throw invalid(root, 'holds no object');
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return `is not valid: ${error.message}`;
  return `cannot be read: ${error instanceof InputError ? error.message : String(error)}`;
}

function invalid(root: string, reason: string, cause?: unknown): UserPluginError {
  const message = `${root} is not an oclif plugin: its package.json ${reason}.`;
  return new UserPluginError('AEMM_PLUGIN_INVALID', message, { cause });
}

async function hasOclifFile(root: string): Promise<boolean> {
  return (await readdir(root)).some((name) => OCLIF_FILE.test(name));
}
