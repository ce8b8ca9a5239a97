'use strict';

// The main script of an executable. It runs the bundle with the code that V8 made of it when the executable was built, and
// serves the files of the package from the executable. Neither Node's virtual file system nor its loader of ES modules is
// needed for that: together they would take a tenth of a start.
const files = require('node:fs/promises');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');
const { getAsset, getAssetKeys, getRawAsset } = require('node:sea');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

/** Where the bundle takes the package to be: below a file, where nothing can be on the disk. */
const ROOT = process.execPath;
const FILE = join(ROOT, 'dist/main.cjs');
const COMMANDS = pathToFileURL(join(ROOT, 'bin/commands.mjs')).href;

const ASSETS = new Set(getAssetKeys());
const PACKAGE_FILES = { ...files, readFile };

const requireFromDisk = Module.createRequire(FILE);
const lent = Object.assign(
  (name) => (name === 'node:fs/promises' ? PACKAGE_FILES : requireFromDisk(name)),
  requireFromDisk,
);
const bundle = { exports: {}, importModule };
loadScript().runInThisContext()(bundle.exports, lent, bundle, FILE, dirname(FILE));
bundle.exports.main(process.argv.slice(2));

function loadScript() {
  const source = Buffer.from(getRawAsset('dist/main.cjs')).latin1Slice();
  const cachedData = Buffer.from(getRawAsset('code'));
  const script = new Script(source, { filename: FILE, cachedData });
  // The executable was built wrong, which a user notices by nothing but its speed.
  if (script.cachedDataRejected && process.env.DEBUG) {
    process.emitWarning('V8 rejects the code in this executable.');
  }
  return script;
}

/** What oclif imports: commands of the bundle, or files of plugins. */
async function importModule(url) {
  return url === COMMANDS ? bundle.exports.loadCommands() : importFromDisk(url);
}

/** The main script of an executable may import nothing but modules of Node; a module may import any file. */
function importFromDisk(url) {
  const module = new Module(join(ROOT, 'import.cjs'));
  module._compile('module.exports = (url) => import(url);', module.id);
  return module.exports(url);
}

async function readFile(file, options) {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const asset = typeof path === 'string' ? assetAt(path) : undefined;
  return asset === undefined ? files.readFile(file, options) : getAsset(asset, options);
}

function assetAt(path) {
  if (!path.startsWith(ROOT + sep)) return undefined;
  const name = path.slice(ROOT.length + 1).replaceAll(sep, '/');
  return ASSETS.has(name) ? name : undefined;
}
