import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import type { ProbedMock } from './support/probed-mock.ts';
import { startProbedMock } from './support/probed-mock.ts';

const APP = dirname(dirname(BINARY));
const BUNDLE = join(APP, 'dist/main.cjs');

interface Loaded {
  readonly loaded: readonly string[];
  readonly esModules: readonly string[];
  readonly read: readonly string[];
  readonly builtins: readonly string[];
}

const CRYPTOGRAPHY = ['https', 'http2', 'tls', 'crypto', 'internal/crypto/webcrypto'];

function isOfCryptography(builtin: string): boolean {
  return CRYPTOGRAPHY.includes(builtin.replace(/^NativeModule /, ''));
}

describe('a start', () => {
  let files: readonly string[];
  let esModules: readonly string[];
  let builtins: readonly string[];
  let read: readonly string[];

  beforeAll(async () => {
    await using mock = await startProbedMock();
    const answer = await mock.ask<Loaded>('loaded');
    files = answer.loaded.filter((file) => file.startsWith(APP + sep));
    esModules = answer.esModules;
    builtins = answer.builtins.map((name) => name.replace(/^NativeModule /, ''));
    const opened = answer.read.map((file) =>
      file.startsWith('file:') ? fileURLToPath(file) : file,
    );
    read = [...new Set(opened)]
      .filter((file) => !files.includes(file) && !file.includes('node-compile-cache'))
      .map((file) => file.replace(mock.home, 'HOME').replace(APP, 'APP').replaceAll(sep, '/'));
  });

  test('loads the bundle and the few lines that load it', () => {
    const named = files.map((file) => relative(APP, file).replaceAll(sep, '/'));
    expect(named).toMatchInlineSnapshot(`
      [
        "bin/run.js",
        "bin/load-bundle.js",
      ]
    `);
  });

  test('loads no ES module, for which Node would get another loader ready', () => {
    expect(esModules).toEqual([]);
  });

  test('loads at most 1.8 MB of code', () => {
    const bytes = [BUNDLE, ...files].reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(1.8e6);
  });

  test('gives no module a name of its own, for which V8 would make a hidden class', () => {
    const bundle = readFileSync(BUNDLE, 'utf8');
    expect(bundle).toMatch(/\b__esm\(\{run\(/);
    expect(bundle).not.toMatch(/\b__(?:esm|commonJS)\(\{(?:async )?"/);
  });

  test('keeps its compiled code for the next one, which changes nothing', async () => {
    const codeFiles = async (mock: ProbedMock): Promise<string[]> => {
      const { read: opened } = await mock.ask<Loaded>('loaded');
      return opened.map((file) => basename(file)).filter((name) => name.startsWith('aemm-'));
    };
    const [, digest] = /^\/\/ (\w{64})\n/.exec(readFileSync(BUNDLE, 'utf8')) ?? [];
    await using first = await startProbedMock();
    // Written by way of a draft.
    const kept = `aemm-${digest}`;
    expect(await codeFiles(first)).toContain(kept);
    expect(await codeFiles(first)).toContainEqual(expect.stringMatching(/^aemm-\w{64}\.\w+$/));
    await using second = await startProbedMock([], first.home);
    const reused = await codeFiles(second);
    expect(reused.filter((name) => name.startsWith(kept))).toEqual([kept]);
  });

  test('imports no HTTP module of Node by ESM syntax, which would load undici', () => {
    const imports = /\bfrom\s*["'](?:node:)?(?:http|https|http2)["']/;
    expect([BUNDLE, ...files].filter((file) => imports.test(readFileSync(file, 'utf8')))).toEqual(
      [],
    );
    expect(builtins).not.toContain('internal/deps/undici/undici');
  });

  test('loads neither TLS nor cryptography, which only the first token needs', () => {
    expect(builtins.filter((name) => isOfCryptography(name))).toEqual([]);
  });

  test('loads none with profile ec2 either, whose signatures wait for a request', async () => {
    await using mock = await startProbedMock(['--profile', 'ec2']);
    const { builtins: loaded } = await mock.ask<Loaded>('loaded');
    expect(loaded.filter((name) => isOfCryptography(name))).toEqual([]);
  });

  test('reads its settings and nothing else: a list of plugins only where there is one', () => {
    expect(read.toSorted()).toMatchInlineSnapshot(`
      [
        "APP/dist/main.cjs",
        "APP/oclif.manifest.json",
        "HOME/aemm-config.json",
        "HOME/aemm-config.toml",
        "HOME/aemm-config.yaml",
        "HOME/aemm-config.yml",
      ]
    `);
  });
});
