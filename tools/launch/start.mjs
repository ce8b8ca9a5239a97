import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { build, install, root, workspaceNode } from './workspace.mjs';

install();
build('@aemm/cli');

const binary = join(root, 'apps/cli/bin/run.js');
const mock = spawn(workspaceNode(), [binary, ...process.argv.slice(2)], { stdio: 'inherit' });

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT'])) {
  process.on(signal, () => {
    // A terminal sends its interrupt to the mock as well; a second one would mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) mock.kill(signal);
  });
}

// npm passes a signal to its shell alone, which dies of it and passes nothing on.
const shell = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== shell) mock.kill('SIGTERM');
}, 100);

mock.on('exit', (code, signal) => {
  clearInterval(watch);
  if (signal === null) {
    process.exitCode = code ?? 1;
  } else {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
});
