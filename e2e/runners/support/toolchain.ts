import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Runtimes beside Node; `undefined` on a machine that they are not made for: the packages are for Linux on x64. */
export const BUN = findProgram('@oven/bun-linux-x64-baseline/bin/bun');
export const DENO = findProgram('@deno/linux-x64-glibc/deno');
export const WORKERD = findProgram('@cloudflare/workerd-linux-64/bin/workerd');

/** The compilers: the oldest that our declarations are for, the last of that major version, and the workspace's own. */
export const TYPESCRIPT = {
  '5.4': pathOf('typescript-5-oldest/bin/tsc'),
  '5.9': pathOf('typescript-5/bin/tsc'),
  '7': fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url)),
};

function findProgram(path: string): string | undefined {
  const file = pathOf(path);
  return existsSync(file) ? file : undefined;
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../toolchain/node_modules/${path}`, import.meta.url));
}
