import type { Reply } from '@aemm/bench/wire';
import { leafValue, leavesOf, OURS, ROLE, USER_DATA } from '../config-file.ts';
import type { Draw } from '../draw.ts';
import { paced } from '../paced.ts';
import type { Tally } from '../tally.ts';
import type { Token } from '../tokens.ts';
import type { World } from '../world.ts';
import type { Client, Load } from './client.ts';
import { get, putToken } from './client.ts';

/** A request that was answered, or is about to be. */
interface Asked {
  readonly path: string;
  /** What is wrong with its answer, if anything is; refusals for lack of a token aside. */
  readonly check: (reply: Reply, at: number) => string | undefined;
}

/** A kind of reads. */
interface Kind {
  readonly name: string;
  readonly weight: number;
  readonly draw: (world: World, draw: Draw) => Asked;
}

const KINDS: readonly Kind[] = [
  plain('leaf', 30, '/latest/meta-data/instance-id', ({ body }) => /^i-[0-9a-f]{17}$/.test(body)),
  plain('listing', 10, '/latest/meta-data/', ({ body }) => body.includes('\ninstance-id\n')),
  plain('user data', 5, '/latest/user-data', ({ body }) => body === USER_DATA),
  plain('identity document', 5, '/latest/dynamic/instance-identity/document', ({ body }) =>
    /"instanceId"\s*:\s*"i-[0-9a-f]{17}"/.test(body),
  ),
  plain(
    'credentials',
    5,
    `/latest/meta-data/iam/security-credentials/${ROLE}`,
    ({ body }) => typeof JSON.parse(body).AccessKeyId === 'string',
  ),
  {
    name: '404',
    weight: 10,
    draw: (_world, draw) => ({
      path: `/latest/meta-data/nothing-${draw.between(1, 1e9)}`,
      check: ({ status, body }) => unless(status === 404 && body.includes('404 - Not Found')),
    }),
  },
  { name: 'configured leaf', weight: 20, draw: drawOurs },
  {
    name: 'listing of configured leaves',
    weight: 3,
    draw: ({ generation }) => ({
      path: `${OURS}/many/`,
      check: ({ status, body }, at) => {
        const count = body.split('\n').filter((line) => line !== '').length;
        return unless(
          status === 200 && [...generation.since(at)].some((each) => leavesOf(each) === count),
        );
      },
    }),
  },
  {
    name: 'generation',
    weight: 5,
    draw: ({ generation }) => ({
      path: `${OURS}/generation`,
      check: ({ status, body }, at) =>
        unless(status === 200 && generation.since(at).has(Number(body))),
    }),
  },
  {
    name: 'notice',
    weight: 5,
    draw: ({ isInterrupted }) => ({
      path: '/latest/meta-data/spot/instance-action',
      check: ({ status, body }, at) => {
        const isThere = status === 200 && body.includes('"action"');
        return unless((isThere || status === 404) && isInterrupted.since(at).has(isThere));
      },
    }),
  },
];

/** Requests that come and go, with and without a session token, and requests for tokens. */
export function reads(rate: number): Load {
  return async (client) => {
    await paced({ rate, atOnce: 64, signal: client.signal }, async () => {
      const way = client.draw.fraction();
      if (way < 0.05 || client.world.tokens.current === undefined) await readToken(client);
      else if (way < 0.07) await readWithUnknownToken(client);
      else await read(client, way < 0.5);
    });
  };
}

async function read(client: Client, isV2: boolean): Promise<void> {
  const { world, draw, tally } = client;
  const kind = draw.pick(KINDS);
  const name = `read: ${kind.name}, ${isV2 ? 'v2' : 'v1'}`;
  const { path, check } = kind.draw(world, draw);
  const token = isV2 ? world.tokens.current : undefined;
  const at = performance.now();
  await judged(tally, name, async () => {
    const reply = await get(client, path, token?.value);
    const refusal = refusalOf(world, token, at);
    if (reply.status === 401 && refusal !== 'no') return undefined;
    const reason = refusal === 'yes' ? 'it was not refused' : check(reply, at);
    return reason && `${path}: ${reason}, but ${describe(reply)}`;
  });
}

/** Whether a request was to be refused for lack of a token. */
function refusalOf(
  { tokens, tokensRequired }: World,
  token: Token | undefined,
  at: number,
): 'maybe' | 'no' | 'yes' {
  if (token !== undefined) return tokens.mayBeUnknown(token) ? 'maybe' : 'no';
  const required = tokensRequired.since(at);
  if (!required.has(true)) return 'no';
  return required.has(false) ? 'maybe' : 'yes';
}

async function readToken(client: Client): Promise<void> {
  const { world, tally } = client;
  const { revocations } = world.tokens;
  await judged(tally, 'token', async () => {
    const reply = await putToken(client);
    if (reply.status !== 200 || !/^[\w=-]{56}$/.test(reply.body)) return describe(reply);
    world.tokens.keep({ value: reply.body, revocations });
    return undefined;
  });
}

async function readWithUnknownToken(client: Client): Promise<void> {
  const { draw, tally } = client;
  await judged(tally, 'read: unknown token', async () => {
    const unknown = `unknown-${draw.between(1, 1e9)}`;
    const reply = await get(client, '/latest/meta-data/instance-id', unknown);
    return reply.status === 401 ? undefined : describe(reply);
  });
}

/** Counts a request, and what is wrong with its answer; also that there is none. */
async function judged(
  tally: Tally,
  kind: string,
  request: () => Promise<string | undefined>,
): Promise<void> {
  tally.judge(kind, await request().catch((error: Error) => error.message));
}

/** A leaf of the configuration file, which some generations have and others do not. */
function drawOurs({ generation, isFlaky }: World, draw: Draw): Asked {
  const leaf = draw.between(0, 320);
  return {
    path: `${OURS}/many/leaf-${leaf}`,
    check: ({ status, body }, at) => {
      if (status === 503) return unless(isFlaky.since(at).has(true));
      const isThere = status === 200 && body === leafValue(leaf);
      const mayBe = [...generation.since(at)].some((each) => leaf < leavesOf(each) === isThere);
      return unless((isThere || status === 404) && mayBe);
    },
  };
}

/** A path whose answer has the same form all the time. */
function plain(name: string, weight: number, path: string, holds: (reply: Reply) => boolean): Kind {
  const check = (reply: Reply): string | undefined => unless(reply.status === 200 && holds(reply));
  return { name, weight, draw: () => ({ path, check }) };
}

function unless(holds: boolean): string | undefined {
  return holds ? undefined : 'another answer was expected';
}

function describe({ status, body }: Reply): string {
  return `the answer is ${status} ${JSON.stringify(body.slice(0, 60))}`;
}
