import { runProgram } from './run-program.ts';

/** How a module is loaded. */
export type Kind = 'an ES module' | 'CommonJS';

/** Each leaves the files that were loaded in `files`. */
const PROBES: Readonly<Record<Kind, (specifier: string) => string>> = {
  'an ES module': (specifier) => `
    const files = [];
    registerHooks({ load: (url, context, next) => { files.push(url); return next(url, context); } });
    await import('${specifier}');`,
  CommonJS: (specifier) => `
    const require = createRequire(process.cwd() + '/here.js');
    require('${specifier}');
    const files = Object.keys(require.cache);`,
};

/** The packages of which anything comes into a process that loads a module, sorted; the folder's own is `.`. */
export async function loadedPackages(
  specifier: string,
  kind: Kind,
  folder: string,
): Promise<string[]> {
  const code = `
    import { createRequire, registerHooks } from 'node:module';
    ${PROBES[kind](specifier)}
    process.stdout.write(files.join('\\n'));`;
  const args = ['--input-type=module', '--eval', code];
  const { exitCode, output } = await runProgram(process.execPath, args, { cwd: folder });
  if (exitCode !== 0) throw new Error(output);
  return [...new Set(output.split('\n').map(packageOf))].sort();
}

function packageOf(file: string): string {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll('\\', '/'))?.[1] ?? '.';
}
