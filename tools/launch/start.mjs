import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { install, root, turbo, workspaceNode } from './workspace.mjs';

install();

const built = turbo(['build', '--filter=@aemm/cli', '--output-logs=errors-only'], 2);
if (built !== 0) process.exit(built);

const binary = join(root, 'apps/cli/bin/run.js');
const mock = spawn(workspaceNode(), [binary, ...process.argv.slice(2)], { stdio: 'inherit' });

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT'])) {
  process.on(signal, () => {
    // A terminal sends its interrupt to the mock as well; a second one would mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) mock.kill(signal);
  });
}

mock.on('exit', (code, signal) => {
  if (signal === null) {
    process.exitCode = code ?? 1;
  } else {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
});
