import { spawn } from 'node:child_process';

/** Ends a process and removes its folder as soon as the other end of standard input is closed. */
const SCRIPT = `
  const { rmSync } = require('node:fs');
  const [, pid, folder] = process.argv;
  process.stdin.resume().on('end', () => {
    try { process.kill(Number(pid), 'SIGKILL'); } catch {}
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
`;

/**
 * Has a process ended if the test's own does not live to do it: test runners end their workers by force, and then no
 * handler runs. Returns how to stop that.
 */
export function guard(pid: number, folder = ''): () => void {
  const guardian = spawn(process.execPath, ['-e', SCRIPT, String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // What ends the group of the test must not end this.
    detached: true,
    windowsHide: true,
  });
  guardian.unref();
  guardian.once('error', () => {});
  return () => guardian.kill('SIGKILL');
}
