import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

async function readManifest(root: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? `is not valid: ${cause.message}` : 'cannot be read';
    throw invalid(root, reason, cause);
  }
}

function invalid(root: string, reason: string, cause?: unknown): UserPluginError {
  const message = `${root} is no oclif plugin: its package.json ${reason}.`;
  return new UserPluginError('AEMM_PLUGIN_INVALID', message, { cause });
}

async function hasOclifFile(root: string): Promise<boolean> {
  return (await readdir(root)).some((name) => OCLIF_FILE.test(name));
}
