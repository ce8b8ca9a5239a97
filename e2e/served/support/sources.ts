import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@aemm/config';
import { ConfigError, loadConfig } from '@aemm/config';
import type { ImdsSpec, Value } from '@aemm/core';
import { AemmError, bundledCategories } from '@aemm/core';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import type { RunningMock, ServeOptions } from '@aemm/testing';
import { startMock } from '@aemm/testing';
import { afterAll, beforeAll } from 'vitest';

const plugins = [spot, events, asgLifecycle];

/** Every category of the command line. */
export const categories = [...bundledCategories, ...plugins];

/** A value for one key, by its path in a configuration file. */
export interface Assignment {
  readonly path: readonly string[];
  readonly value: Value;
}

/** A way to configure a mock. */
export type Source = 'file' | 'environment' | 'flag' | 'startMock';

/** What is configured: in the words of files, and in those of `startMock`. */
export interface Configured {
  readonly assignments: readonly Assignment[];
  readonly options: ServeOptions;
}

/** What came of that. */
export interface Served {
  /** Serves it, unless it was refused. */
  readonly mock: RunningMock;
  /** The resolved configuration; `startMock` has none. */
  readonly config: Config | undefined;
  /** Every warning, with the key that it is about. */
  readonly warnings: string;
  /** Why it was refused. */
  readonly refused: string | undefined;
}

/** Serves what is configured, by one mock and from one file for all tests of a module. */
export function useSources(): (source: Source, configured: Configured) => Promise<Served> {
  let mock: RunningMock;
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'aemm-served-'));
    mock = await startMock();
  });
  afterAll(async () => {
    await mock.close();
    await rm(home, { recursive: true, force: true });
  });

  return async (source, configured) => {
    mock.reset();
    try {
      const config = await load(home, source, configured.assignments);
      const options = config === undefined ? configured.options : optionsOf(config.spec());
      const { problems } = mock.reload({ ...options, categories: plugins });
      const warnings = [
        ...(config?.warnings ?? []),
        ...problems.map(({ key, message }) => `${key}: ${message}`),
      ];
      return { mock, config, warnings: warnings.join('\n'), refused: undefined };
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof AemmError)) throw error;
      return { mock, config: undefined, warnings: '', refused: error.message };
    }
  };
}

async function load(
  home: string,
  source: Source,
  assignments: readonly Assignment[],
): Promise<Config | undefined> {
  if (source === 'startMock') return undefined;
  const file = join(home, 'aemm.json');
  await writeFile(file, JSON.stringify(source === 'file' ? nest(assignments) : {}));
  return loadConfig({
    flags: source === 'flag' ? byKey(assignments) : {},
    env: source === 'environment' ? byVariable(assignments) : {},
    file,
    home,
    cwd: home,
    categories,
  });
}

/** As an object, the way that files and `startMock` nest it. */
export function nest(assignments: readonly Assignment[]): Record<string, Value> {
  const root: Record<string, Value> = {};
  for (const { path, value } of assignments) {
    const parent = path.slice(0, -1).reduce((fields, name) => {
      fields[name] ??= {};
      return fields[name] as Record<string, Value>;
    }, root);
    parent[path.at(-1) ?? ''] = value;
  }
  return root;
}

function byKey(assignments: readonly Assignment[]): Record<string, Value> {
  return Object.fromEntries(assignments.map(({ path, value }) => [path.join('.'), value]));
}

function byVariable(assignments: readonly Assignment[]): Record<string, string> {
  return Object.fromEntries(
    assignments.map(({ path, value }) => [
      `AEMM_${path.join('_').toUpperCase().replaceAll('-', '_')}`,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

/** `startMock` has the bundled categories already. */
function optionsOf({ categories: _, settings, ...spec }: ImdsSpec): ServeOptions {
  return { ...spec, ...(settings && { settings: { ...settings } as never }) };
}
