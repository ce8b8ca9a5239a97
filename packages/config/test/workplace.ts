import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Config, ConfigInput } from '../src/index.ts';
import { ConfigError, loadConfig } from '../src/index.ts';
import { categories } from './categories.ts';

/** A home of its own for one test, gone when the test is over. */
export interface Workplace {
  readonly home: string;
  /** Loads a configuration from here. */
  load(input?: Partial<ConfigInput>): Promise<Config>;
  /** Writes a file and loads the configuration that it names. */
  loadFile(name: string, text: string, input?: Partial<ConfigInput>): Promise<Config>;
  /** What is wrong with a file, without the name of this folder. */
  problemsOf(name: string, text: string, input?: Partial<ConfigInput>): Promise<Failure>;
  write(name: string, text: string | Uint8Array): Promise<string>;
  /** A text without the name of this folder, which is another one in each run. */
  tidy(text: string): string;
}

interface Failure {
  readonly exitCode: number;
  readonly problems: readonly string[];
}

/** Makes a home with these files. */
export async function createWorkplace(files: Record<string, string> = {}): Promise<Workplace> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'aemm-config-')));
  onTestFinished(() => rm(home, { recursive: true, force: true }));

  const write: Workplace['write'] = async (name, text) => {
    const path = join(home, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  };
  const load: Workplace['load'] = (input = {}) =>
    loadConfig({ flags: {}, env: {}, home, cwd: home, categories, ...input });
  const loadFile: Workplace['loadFile'] = async (name, text, input) => {
    const path = await write(name, text);
    return load({ ...input, flags: { 'config-file': path, ...input?.flags } });
  };
  const tidy: Workplace['tidy'] = (text) =>
    text.replaceAll(home, '~').replaceAll(/~[\\\w.-]+/g, (path) => path.replaceAll('\\', '/'));

  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    home,
    load,
    loadFile,
    write,
    tidy,
    async problemsOf(name, text, input) {
      const { exitCode, problems } = await failureOf(() => loadFile(name, text, input));
      return { exitCode, problems: problems.map(tidy) };
    },
  };
}

/** The configuration error that something fails with. */
export async function failureOf(run: () => Promise<unknown>): Promise<ConfigError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('It was expected to fail, and did not.');
}
