import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI } from './folders.ts';
import { portOf } from './port-of.ts';

/** A mock that keeps its code when it gets a message. */
const KEEP_CODE = join(import.meta.dirname, 'keep-code.cjs');

const DEADLINE_MS = 30_000;

/** What the package appends to the code it keeps: apps/cli/bin/load-bundle.js. */
const CHECKSUM_BYTES = 4;

/** The code that V8 makes of the bundle while a mock starts and answers: the package keeps it by itself. */
export async function makeCode(node: string, folder: string): Promise<Uint8Array> {
  const env = { HOME: folder, NODE_COMPILE_CACHE: folder, PATH: process.env.PATH };
  const mock = spawn(node, [KEEP_CODE, join(CLI, 'bin/load-bundle.js')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: DEADLINE_MS,
  });
  const ended = once(mock, 'exit');
  try {
    await askOnce(`http://127.0.0.1:${await portOf(mock)}`);
    mock.send('keep');
    await ended;
    return keptIn(folder).subarray(0, -CHECKSUM_BYTES);
  } finally {
    mock.kill();
    await ended;
  }
}

/** What a client asks first, in either version of the protocol. */
async function askOnce(mock: string): Promise<void> {
  const token = await fetch(`${mock}/latest/api/token`, {
    method: 'PUT',
    headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60' },
  });
  const headers = { 'X-aws-ec2-metadata-token': await token.text() };
  await (await fetch(`${mock}/latest/meta-data/instance-id`, { headers })).text();
  await (await fetch(`${mock}/latest/meta-data/`)).text();
}

function keptIn(folder: string): Uint8Array {
  const [kept] = globSync('*/aemm-*', { cwd: folder });
  if (kept === undefined) throw new Error('The mock has kept no code.');
  return readFileSync(join(folder, kept));
}
