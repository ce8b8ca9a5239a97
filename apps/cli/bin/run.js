#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `ec2-metadata-mock needs Node.js 20.19 or newer; this is ${process.version}.\n`,
  );
  process.exit(1);
}

module.enableCompileCache?.();
const { main, keepCode } = await import('./load-bundle.js');
const listens = await main(process.argv.slice(2));
// Other commands end before they have run what a mock runs.
if (listens) keepCode();
// The mock is usually ended by a signal, and Node writes the cache only on a clean exit.
module.flushCompileCache?.();
