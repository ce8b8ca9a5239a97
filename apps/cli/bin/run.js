#!/usr/bin/env node
'use strict';

// CommonJS, as is all that a start loads: Node's loader of ES modules takes a twentieth of a start to get ready.
const Module = require('node:module');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `ec2-metadata-mock needs Node.js 20.19 or newer; this is ${process.version}.\n`,
  );
  process.exit(1);
}

Module.enableCompileCache?.();
const { main, keepCode } = require('./load-bundle.js');
main(process.argv.slice(2)).then((listens) => {
  // Other commands end before they have run what a mock runs.
  if (listens) keepCode();
  // The mock is usually ended by a signal, and Node writes the cache only on a clean exit.
  Module.flushCompileCache?.();
});
