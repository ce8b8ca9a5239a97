import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@arethetypeswrong/core';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { checkPackedFiles, findStale } from './packed-files.ts';
import type { Manifest } from './workspace.ts';
import { readManifest, report } from './workspace.ts';

const folder = process.cwd();
const manifest = readManifest(folder);
const { files, tarball } = pack();

report([
  ...checkPackedFiles(files, manifest),
  ...(isLibrary(manifest) ? findStale(files, globSync('src/**/*.ts')) : []),
  ...(await lint()),
  ...(isLibrary(manifest) ? await checkTypes() : []),
]);

function pack(): { files: string[]; tarball: Uint8Array<ArrayBuffer> } {
  const destination = mkdtempSync(join(tmpdir(), 'aemm-pack-'));
  try {
    const args = ['pack', '--json', '--pack-destination', destination];
    const packed = JSON.parse(
      execFileSync('pnpm', args, { encoding: 'utf8', shell: process.platform === 'win32' }),
    );
    return {
      files: packed.files.map((file: { path: string }) => file.path),
      tarball: new Uint8Array(readFileSync(packed.filename)),
    };
  } finally {
    rmSync(destination, { recursive: true });
  }
}

async function lint(): Promise<string[]> {
  const result = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return result.messages.map((message) => formatMessage(message, result.pkg) ?? message.code);
}

async function checkTypes(): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  if (!analysis.types) return ['the tarball has no types'];
  return analysis.problems
    .filter((problem) => !isMeant(problem))
    .map((problem) => JSON.stringify(problem));
}

/** Entry points that bring oclif are ES modules alone: no test imports them. */
function isMeant(problem: Problem): boolean {
  if (problem.kind !== 'CJSResolvesToESM') return false;
  const entry = manifest.exports?.[problem.entrypoint];
  return typeof entry === 'object' && !('require' in entry);
}

function isLibrary({ exports = {} }: Manifest): boolean {
  return '.' in exports;
}
