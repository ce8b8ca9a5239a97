'use strict';

// Starts a mock as bin/run.js does, but keeps its code only on a message, which comes once it has answered.
const Module = require('node:module');

Module.enableCompileCache();
const { main, keepCode } = require('../../cli/bin/load-bundle.js');
process.once('message', () => {
  keepCode();
  process.exit();
});
main(['--hostname', '127.0.0.1', '--port', '0']);
