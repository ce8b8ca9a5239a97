import module from 'node:module';
import { dirname, join } from 'node:path';
import sea from 'node:sea';
import { Script } from 'node:vm';

// Stands in for the module of the same name in the package: here the code that V8 made of the bundle is in the executable.
const FILE = join(import.meta.dirname, '../dist/main.cjs');
const source = Buffer.from(sea.getRawAsset('dist/main.cjs')).latin1Slice();
const cachedData = Buffer.from(sea.getRawAsset('code'));
const script = new Script(source, { filename: FILE, cachedData });
// The executable was built wrong, which a user notices by nothing but its speed.
if (script.cachedDataRejected && process.env.DEBUG) {
  process.emitWarning('V8 rejects the code in this executable.');
}

const bundle = { exports: {}, importModule: (url) => import(url) };
const require = module.createRequire(FILE);
script.runInThisContext()(bundle.exports, require, bundle, FILE, dirname(FILE));

export const { main, loadCommands } = bundle.exports;
