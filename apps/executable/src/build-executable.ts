import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, OUTPUT, PACKAGE } from './folders.ts';
import { makeCode } from './make-code.ts';
import { findNode, programIn } from './node-binary.ts';
import { requireProgram } from './program-format.ts';
import type { Target } from './targets.ts';
import { requireNative } from './targets.ts';

/** What is read of the package, and the notices that belong to it. */
const FILES = ['package.json', 'oclif.manifest.json', 'LICENSE', '{bin,dist,schemas}/*'];

/** What Node's builder of executables takes for the program. */
interface Program {
  readonly main: string;
  readonly assets: Readonly<Record<string, string>>;
  readonly [option: string]: unknown;
}

/**
 * Builds the executable of one target, and returns where it is.
 *
 * @throws Error if it is a program of another platform
 */
export async function buildExecutable(target: Target): Promise<string> {
  const native = requireNative();
  const builder = programIn(findNode(native));
  const output = join(OUTPUT, target.file);
  const folder = mkdtempSync(join(tmpdir(), 'aemm-executable-'));
  try {
    const config = join(folder, 'sea.json');
    // V8 reads code only where its version, its settings and the platform are those it was made with.
    const program = target === native ? await withCode(builder, folder) : withoutCode();
    mkdirSync(OUTPUT, { recursive: true });
    rmSync(output, { force: true });
    writeFileSync(
      config,
      JSON.stringify({
        ...program,
        executable: programIn(findNode(target)),
        output,
        disableExperimentalSEAWarning: true,
        // By itself V8 lets the heap grow beyond a small container.
        execArgv: ['--max-old-space-size-percentage=50'],
        // NODE_OPTIONS is meant for other programs, as far as a user of an executable knows.
        execArgvExtension: 'none',
      }),
    );
    execFileSync(builder, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
    // Each Node comes from another package, under a name that says nothing about what is in it.
    requireProgram(output, target);
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withCode(node: string, folder: string): Promise<Program> {
  const code = join(folder, 'code');
  writeFileSync(code, await makeCode(node, folder));
  return {
    main: join(PACKAGE, 'embedded/main.cjs'),
    useCodeCache: true,
    assets: { ...packageFiles(), code },
  };
}

/** The package as npm installs it, which finds its files where they are in the package. */
function withoutCode(): Program {
  return {
    main: join(PACKAGE, 'embedded/main-without-code.mjs'),
    mainFormat: 'module',
    useVfs: true,
    assets: packageFiles(),
  };
}

function packageFiles(): Record<string, string> {
  const names = globSync(FILES, { cwd: CLI }).map((name) => name.replaceAll('\\', '/'));
  return Object.fromEntries(names.map((name) => [name, join(CLI, name)]));
}
