import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Launch } from './program.ts';
import { start } from './program.ts';
import type { Ask, Reply } from './wire.ts';
import { ask, PROBE, TOKEN_HEADER, TOKEN_REQUEST } from './wire.ts';

/** A request that is measured. */
export interface Scenario {
  readonly what: string;
  readonly ask: Ask;
  /** The status that every contestant has to answer. */
  readonly status: number;
  /** Whether a session token goes with it. */
  readonly token?: true;
}

const get = (path: string): Ask => ({ method: 'GET', path, headers: {} });

/** The v1 text leaf. */
export const TEXT_LEAF: Scenario = { what: 'v1, text leaf', ask: PROBE, status: 200 };

/** The v2 text leaf. */
export const TOKEN_LEAF: Scenario = {
  what: 'v2 with token, text leaf',
  ask: PROBE,
  status: 200,
  token: true,
};

export const SCENARIOS: readonly Scenario[] = [
  TEXT_LEAF,
  TOKEN_LEAF,
  {
    what: 'v1, JSON leaf',
    ask: get('/latest/dynamic/instance-identity/document'),
    status: 200,
  },
  { what: 'v1, listing', ask: get('/latest/meta-data/'), status: 200 },
  { what: 'v1, 404', ask: get('/latest/meta-data/nothing-here'), status: 404 },
  { what: 'token request', ask: TOKEN_REQUEST, status: 200 },
];

/** The request of a scenario, with a token of that server where it needs one. */
export async function requestOf({ ask: sent, token }: Scenario, port: number): Promise<Ask> {
  if (!token) return sent;
  const { body } = await ask(port, TOKEN_REQUEST);
  return { ...sent, headers: { ...sent.headers, [TOKEN_HEADER]: body } };
}

/** Headers that Node adds by itself. */
const AUTOMATIC = new Set(['date', 'connection', 'keep-alive']);

/** How to start bare `node:http` with the answers that a mock gives. */
export async function bareLaunch(mock: Launch, folder: string): Promise<Launch> {
  const program = await start(mock);
  try {
    const answers: [string, Reply][] = [];
    for (const { ask: sent } of SCENARIOS) {
      const { status, headers, body } = await ask(program.port, sent);
      const kept = headers.filter(
        (_, index) => !AUTOMATIC.has(headers[index - (index % 2)]?.toLowerCase() ?? ''),
      );
      answers.push([`${sent.method} ${sent.path}`, { status, headers: kept, body }]);
    }
    const file = join(folder, 'answers.json');
    writeFileSync(file, JSON.stringify(answers));
    const server = fileURLToPath(new URL('bare-server.cjs', import.meta.url));
    return { command: [process.execPath, server, '{port}', file], env: mock.env };
  } finally {
    await program.stop();
  }
}
