import { closeSync, fstatSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const FILE = fileURLToPath(new URL('../dist/main.cjs', import.meta.url));
const PARAMETERS = 'exports, require, module, __filename, __dirname';

/**
 * Loads the bundle, with the code that V8 made of it in an earlier start.
 *
 * Node's compile cache keeps what is compiled while a module is loaded, and none of the functions that are compiled
 * when they are called, which are most of a start. This cache lies beside Node's and obeys the same variables.
 */
export function loadBundle() {
  const require = module.createRequire(FILE);
  const folder = module.getCompileCacheDir?.();
  if (folder === undefined) return { ...require(FILE), keepCode() {} };

  const source = readFileSync(FILE, 'latin1');
  // The first line of the bundle is its digest: V8 itself compares nothing but the length.
  const cacheFile = join(folder, `aemm-${source.slice(3, 67)}`);
  const cachedData = readOwn(cacheFile);
  const script = new Script(`(function (${PARAMETERS}) {${source}\n})`, {
    filename: FILE,
    cachedData,
  });
  const importModule = (url) => import(url);
  const bundle = Object.assign(new module.Module(FILE), {
    filename: FILE,
    loaded: true,
    importModule,
  });
  // Whoever requires the file gets what runs already: ./commands.js.
  require.cache[FILE] = bundle;
  script.runInThisContext()(bundle.exports, require, bundle, FILE, dirname(FILE));
  return {
    ...bundle.exports,
    keepCode() {
      if (cachedData === undefined || script.cachedDataRejected) keep(cacheFile, script);
    },
  };
}

/** A file of this user's, who alone may say what code is run. */
function readOwn(file) {
  let descriptor;
  try {
    descriptor = openSync(file);
    const { uid } = fstatSync(descriptor);
    return uid === (process.getuid?.() ?? uid) ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Puts the file in place whole. Where that is impossible, the next start is as slow as this one. */
function keep(file, script) {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    return;
  }
}
