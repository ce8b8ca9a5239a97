'use strict';

// Starts a mock by the loader that is named, as bin/run.js does, but keeps its code only on a message, which comes once
// the mock has answered.
const Module = require('node:module');

Module.enableCompileCache();
const { main, keepCode } = require(process.argv[2]);
process.once('message', () => {
  keepCode();
  process.exit();
});
main(['--hostname', '127.0.0.1', '--port', '0']);
