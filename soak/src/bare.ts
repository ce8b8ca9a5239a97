import { fileURLToPath } from 'node:url';
import type { Program } from '@aemm/bench/program';
import { start } from '@aemm/bench/program';
import { PROBE } from '@aemm/bench/wire';
import type { TempTree } from '@aemm/testing';

const SERVER = fileURLToPath(import.meta.resolve('@aemm/bench/bare-server'));

/** Starts bare `node:http`, which shows what the machine does to answers while the mock is under load. */
export function startBare(tree: TempTree): Promise<Program> {
  const body = 'i-1234567890abcdef0';
  const headers = ['Content-Type', 'text/plain', 'Content-Length', String(body.length)];
  const answer = { status: 200, headers, body };
  tree.write({ 'answers.json': [[`${PROBE.method} ${PROBE.path}`, answer]] });
  return start({
    command: [process.execPath, SERVER, '{port}', tree.join('answers.json')],
    env: { PATH: process.env.PATH },
    detached: true,
  });
}
