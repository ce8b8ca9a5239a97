import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CLI } from './folders.ts';

const DEADLINE_MS = 30_000;
const POLL_MS = 20;

/** What the package appends to the code it keeps: apps/cli/bin/load-bundle.js. */
const CHECKSUM_BYTES = 4;

/** The code that V8 makes of the bundle while a mock starts: the package keeps it by itself. */
export async function makeCode(node: string, folder: string): Promise<Uint8Array> {
  const run = [join(CLI, 'bin/run.js'), '--hostname', '127.0.0.1', '--port', '0'];
  const env = { HOME: folder, NODE_COMPILE_CACHE: folder, PATH: process.env.PATH };
  const mock = spawn(node, run, { cwd: folder, env, stdio: 'ignore' });
  const ended = once(mock, 'exit');
  try {
    return readFileSync(await findKept(folder)).subarray(0, -CHECKSUM_BYTES);
  } finally {
    mock.kill();
    await ended;
  }
}

async function findKept(folder: string): Promise<string> {
  const deadline = Date.now() + DEADLINE_MS;
  while (Date.now() < deadline) {
    // Its draft has a suffix.
    const [kept] = globSync('*/aemm-*', { cwd: folder }).filter((name) => !name.includes('.0.'));
    if (kept !== undefined && /aemm-[0-9a-f]{64}$/.test(kept)) return join(folder, kept);
    await wait(POLL_MS);
  }
  throw new Error('The mock has kept no code.');
}
