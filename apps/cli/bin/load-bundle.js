import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

// Node's compile cache keeps what is compiled while a module is loaded, and none of the functions that are compiled
// when they are called, which are most of a start. So the bundle is loaded here, with the code that V8 made of it in an
// earlier start. That lies beside Node's own and obeys the same variables.
const FILE = fileURLToPath(new URL('../dist/main.cjs', import.meta.url));
const source = readFileSync(FILE, 'latin1');
const codeFile = codeFileOf(source);
const cachedData = codeFile && readOwn(codeFile);
const script = new Script(source, { filename: FILE, cachedData });
const isKept = cachedData !== undefined && !script.cachedDataRejected;
const bundle = { exports: {}, importModule: (url) => import(url) };
const require = module.createRequire(FILE);
script.runInThisContext()(bundle.exports, require, bundle, FILE, dirname(FILE));

export const { main, loadCommands } = bundle.exports;

/** Keeps the code of all that has run, for the next start. Where it cannot be kept, that is as slow as this one. */
export function keepCode() {
  if (codeFile === undefined || isKept) return;
  const draft = `${codeFile}.${Math.random().toString(36).slice(2)}`;
  try {
    // Never by way of a link, which a file of that name may be.
    writeFileSync(draft, script.createCachedData(), { flag: 'wx', mode: 0o600 });
    renameSync(draft, codeFile);
  } catch {
    discard(draft);
  }
}

function discard(draft) {
  try {
    rmSync(draft);
  } catch {
    // It was never written.
  }
}

/** By the first line of the bundle, its digest: V8 itself compares nothing but the length. */
function codeFileOf(text) {
  const folder = module.getCompileCacheDir?.();
  return folder && isOwnFolder(folder) ? join(folder, `aemm-${text.slice(3, 67)}`) : undefined;
}

/** By default it is below the system's temporary folder, where anybody may have made it first. */
function isOwnFolder(folder) {
  try {
    const stats = lstatSync(folder);
    return stats.isDirectory() && isOwn(stats);
  } catch {
    return false;
  }
}

/** A file of this user's, who alone may say what code is run. */
function readOwn(file) {
  let descriptor;
  try {
    descriptor = openSync(file);
    return isOwn(fstatSync(descriptor)) ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Windows has no numbers for users, and a temporary folder for each. */
function isOwn({ uid }) {
  return uid === (process.getuid?.() ?? uid);
}
