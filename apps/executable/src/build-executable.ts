import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, OUTPUT, PACKAGE } from './folders.ts';
import { makeCode } from './make-code.ts';
import { findNode, programIn } from './node-binary.ts';
import type { Target } from './targets.ts';
import { requireNative } from './targets.ts';

/** What a start reads of the package, and the notices that belong to it. */
const FILES = ['package.json', 'oclif.manifest.json', 'LICENSE', '{bin,dist,schemas}/*'];

/** Builds the executable of one target, and returns where it is. */
export async function buildExecutable(target: Target): Promise<string> {
  const native = requireNative();
  const builder = programIn(findNode(native));
  const output = join(OUTPUT, target.file);
  const folder = mkdtempSync(join(tmpdir(), 'aemm-executable-'));
  try {
    const files = globSync(FILES, { cwd: CLI }).map((name) => name.replaceAll('\\', '/'));
    const assets = Object.fromEntries(files.map((name) => [name, join(CLI, name)]));
    // V8 reads code only where its version, its settings and the platform are those it was made with.
    const withCode = target === native;
    if (withCode) Object.assign(assets, await embedCode(builder, folder));
    const config = join(folder, 'sea.json');
    mkdirSync(OUTPUT, { recursive: true });
    rmSync(output, { force: true });
    writeFileSync(
      config,
      JSON.stringify({
        main: join(PACKAGE, 'embedded', withCode ? 'main.mjs' : 'main-without-code.mjs'),
        mainFormat: 'module',
        executable: programIn(findNode(target)),
        output,
        disableExperimentalSEAWarning: true,
        // The package finds its files where they are in the package.
        useVfs: true,
        // NODE_OPTIONS is meant for other programs, as far as a user of an executable knows.
        execArgvExtension: 'none',
        assets,
      }),
    );
    execFileSync(builder, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function embedCode(node: string, folder: string): Promise<Record<string, string>> {
  const code = join(folder, 'code');
  writeFileSync(code, await makeCode(node, folder));
  return { code, 'bin/load-bundle.js': join(PACKAGE, 'embedded/load-bundle.js') };
}
