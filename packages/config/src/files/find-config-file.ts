import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ConfigInput } from '../config.ts';
import type { Warning } from '../model/finding.ts';

/** The file to read, if any. */
export interface FoundFile {
  readonly path: string | undefined;
  /** The flag or variable that names it; `undefined` for a default file. */
  readonly named: string | undefined;
  readonly warnings: readonly Warning[];
}

const DEFAULT_NAME = 'aemm-config';
const EXTENSIONS = ['json', 'yaml', 'yml', 'toml'];

/** Chooses the config file: as given, by flag, by environment, or AEMM's default in the home directory. */
export async function findConfigFile(input: ConfigInput): Promise<FoundFile> {
  const { flags, env, home, cwd, file } = input;
  if (file !== undefined) return { path: resolve(cwd, file), named: undefined, warnings: [] };
  const names = [
    { value: flags['config-file'], named: '--config-file' },
    { value: env.AEMM_CONFIG_FILE, named: 'AEMM_CONFIG_FILE' },
  ];
  for (const { value, named } of names) {
    if (value === undefined) continue;
    // It asks for the default file, whatever the next name is.
    if (value === '') break;
    return { path: resolve(cwd, String(value)), named, warnings: [] };
  }
  const found = home === undefined ? NO_HOME : await findDefault(home);
  return found.path === undefined && input.isFileOptional ? { ...found, warnings: [] } : found;
}

const NO_HOME: FoundFile = {
  path: undefined,
  named: undefined,
  warnings: [{ text: 'Failed to find home directory due to error: HOME is not set' }],
};

async function findDefault(home: string): Promise<FoundFile> {
  const candidates = EXTENSIONS.map((extension) => join(home, `${DEFAULT_NAME}.${extension}`));
  const there = await Promise.all(candidates.map(exists));
  const [path, ...others] = candidates.filter((_, index) => there[index]);
  if (path === undefined) {
    const text = `Config File "${DEFAULT_NAME}" Not Found in "[${home}]"`;
    return { path, named: undefined, warnings: [{ text }] };
  }
  const warnings = others.map((other) => ({
    text: `${other} is not read, since ${path} comes first.`,
  }));
  return { path, named: undefined, warnings };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
