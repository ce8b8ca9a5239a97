import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TempTree } from '@aemm/testing';
import { BINARY } from '../../cli/support/binary.ts';

const bundle = readFileSync(join(dirname(BINARY), '../dist/main.cjs'), 'utf8');
const [, DIGEST] = /^\/\/ (\w{64})\n/.exec(bundle) ?? [];

/** The name of the file in which a start keeps its compiled code. */
export const KEPT = `aemm-${DIGEST}`;

const FIND_FOLDER = `
  const { enableCompileCache, getCompileCacheDir } = require('node:module');
  enableCompileCache();
  getCompileCacheDir();
`;

/** The folder of Node's compile cache below a temporary folder. It is made if it is not there. */
export function cacheFolder(temp: TempTree): string {
  const env = { TMPDIR: temp.path };
  return execFileSync(process.execPath, ['-p', FIND_FOLDER], { env, encoding: 'utf8' }).trim();
}
