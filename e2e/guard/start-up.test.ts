import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { startProbedMock } from './support/probed-mock.ts';

const APP = dirname(dirname(BINARY));

interface Loaded {
  readonly loaded: readonly string[];
  readonly read: readonly string[];
  readonly builtins: readonly string[];
}

describe('a start', () => {
  let files: readonly string[];
  let builtins: readonly string[];
  let read: readonly string[];

  beforeAll(async () => {
    await using mock = await startProbedMock();
    const answer = await mock.ask<Loaded>('loaded');
    files = answer.loaded.filter((file) => file.startsWith(APP + sep));
    builtins = answer.builtins.map((name) => name.replace(/^NativeModule /, ''));
    const opened = answer.read.map((file) =>
      file.startsWith('file:') ? fileURLToPath(file) : file,
    );
    read = [...new Set(opened)]
      .filter((file) => !files.includes(file))
      .map((file) => file.replace(mock.home, 'HOME').replace(APP, 'APP').replaceAll(sep, '/'));
  });

  test('loads few files of the bundle, and none that serves another purpose', () => {
    const named = files
      .filter((file) => !basename(file).startsWith('chunk-'))
      .map((file) =>
        relative(APP, file)
          .replaceAll(sep, '/')
          .replace(/-\w{8}\./, '.'),
      );
    expect(named).toMatchInlineSnapshot(`
      [
        "bin/run.js",
        "dist/main.js",
        "dist/command-line.js",
        "dist/wsl-utils.js",
        "dist/commands.js",
      ]
    `);
    expect(files.length).toBeLessThanOrEqual(20);
  });

  test('loads at most 1.1 MB of code', () => {
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(1.1e6);
  });

  test('imports no HTTP module of Node by ESM syntax, which would load undici', () => {
    const imports = /\bfrom\s*["'](?:node:)?(?:http|https|http2)["']/;
    expect(files.filter((file) => imports.test(readFileSync(file, 'utf8')))).toEqual([]);
    expect(builtins).not.toContain('internal/deps/undici/undici');
  });

  test('loads neither TLS nor cryptography, which only the first token needs', () => {
    const avoided = ['https', 'http2', 'tls', 'crypto', 'internal/crypto/webcrypto'];
    expect(builtins.filter((name) => avoided.includes(name))).toEqual([]);
  });

  test('looks for plugins by reading one file, and for nothing else but its settings', () => {
    expect(read.toSorted()).toMatchInlineSnapshot(`
      [
        "APP/dist/package.json",
        "APP/oclif.manifest.json",
        "APP/package.json",
        "HOME/.config/ec2-metadata-mock/theme.json",
        "HOME/.local/share/ec2-metadata-mock/package.json",
        "HOME/aemm-config.json",
        "HOME/aemm-config.toml",
        "HOME/aemm-config.yaml",
        "HOME/aemm-config.yml",
      ]
    `);
  });
});
