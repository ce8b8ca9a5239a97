'use strict';

const {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

// Node's compile cache keeps what is compiled while a module is loaded, and none of the functions that are compiled
// when they are called, which are most of a start. So the bundle is loaded here, with the code that V8 made of it in an
// earlier start. That lies beside Node's own cache and follows the same variables.
const CHECKSUM_BYTES = 4;
/** Some ten times what it is: more is never read into memory. */
const LARGEST = 2 ** 24;
const FILE = join(__dirname, '../dist/main.cjs');
/** What oclif imports to run a command. It gives what is in the bundle, so nothing has to be imported. */
const COMMANDS = pathToFileURL(join(__dirname, 'commands.mjs')).href;
const source = readFileSync(FILE, 'latin1');
const codeFile = codeFileOf(source);
const cachedData = codeFile && readKept(codeFile);
const script = new Script(source, { filename: FILE, cachedData });
const isKept = cachedData !== undefined && !script.cachedDataRejected;
const bundle = { exports: {}, importModule };
script.runInThisContext()(bundle.exports, Module.createRequire(FILE), bundle, FILE, dirname(FILE));

const { main, loadCommands } = bundle.exports;
module.exports = { main, loadCommands, keepCode };

async function importModule(url) {
  return url === COMMANDS ? loadCommands() : import(url);
}

/** Keeps the code of all that has run, for the next start. Where it cannot be kept, that is as slow as this one. */
function keepCode() {
  if (codeFile === undefined || isKept) return;
  const draft = `${codeFile}.${Math.random().toString(36).slice(2)}`;
  try {
    // Never by way of a link, which a file of that name may be.
    writeFileSync(draft, withChecksum(script.createCachedData()), { flag: 'wx', mode: 0o600 });
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
  const folder = Module.getCompileCacheDir?.();
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

/**
 * The code in the file, if all of it is there and unchanged. V8 runs damaged code without a check, and crashes. What is
 * no such file, or another user's, is not read: who writes it says what code is run.
 */
function readKept(file) {
  let descriptor;
  try {
    // A pipe must not be waited for.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(descriptor);
    const isReadable = stats.isFile() && isOwn(stats) && stats.size <= LARGEST;
    return isReadable ? withoutChecksum(readFileSync(descriptor)) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The checksum is behind the code, which V8 would copy if it did not begin on a whole word. */
function withChecksum(code) {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(checksumOf(code));
  return Buffer.concat([code, checksum]);
}

/** Too short a file throws. */
function withoutChecksum(kept) {
  const length = kept.length - CHECKSUM_BYTES;
  const code = kept.subarray(0, length);
  return kept.readUInt32LE(length) === checksumOf(code) ? code : undefined;
}

/** The one checksum that Node computes in native code without loading cryptography, which takes a third of a start. */
function checksumOf(code) {
  return process.getBuiltinModule('node:zlib').crc32(code);
}

/** Windows has no numbers for users, and a temporary folder for each. */
function isOwn({ uid }) {
  return uid === (process.getuid?.() ?? uid);
}
