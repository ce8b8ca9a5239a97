import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line as a user has it after `npm install -g`. */
export interface PackedCli {
  readonly bin: string;
  readonly version: string;
  /** What was installed. */
  readonly bytes: number;
  readonly packages: number;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Packs the built command line and installs it, globally but into a folder of our own. */
export function installPackedCli(folder: string): PackedCli {
  const shell = process.platform === 'win32';
  const { packageManager } = readManifest(join(ROOT, 'package.json'));
  const pack = ['pack', '--json', '--pack-destination', folder];
  const packed = execFileSync('npx', ['--yes', '--prefer-offline', packageManager, ...pack], {
    cwd: join(ROOT, 'apps/cli'),
    encoding: 'utf8',
    shell,
  });
  const { filename } = JSON.parse(packed);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', '-g', '--prefix', folder, ...quiet, filename], { shell });

  const modules = join(folder, shell ? 'node_modules' : 'lib/node_modules');
  const installed = globSync('**/*', { cwd: modules }).map((name) => join(modules, name));
  const root = join(modules, '@aemm/cli');
  return {
    bin: join(root, 'bin/run.js'),
    version: readManifest(join(root, 'package.json')).version,
    bytes: installed.reduce((sum, file) => sum + sizeOf(file), 0),
    packages: globSync('**/node_modules/{@*/*,[!@]*}/package.json', { cwd: folder }).length,
  };
}

interface Manifest {
  readonly version: string;
  /** Only at the root. */
  readonly packageManager: string;
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function sizeOf(file: string): number {
  const stat = statSync(file);
  return stat.isFile() ? stat.size : 0;
}
