import type { Agent } from 'node:http';
import type { Reply } from '@aemm/bench/wire';
import { ask, TOKEN_HEADER, TOKEN_REQUEST } from '@aemm/bench/wire';
import type { Draw } from '../draw.ts';
import type { Mock } from '../mock.ts';
import type { Tally } from '../tally.ts';
import type { World } from '../world.ts';

/** What a part of the load works with. */
export interface Client {
  readonly mock: Mock;
  readonly world: World;
  readonly draw: Draw;
  readonly tally: Tally;
  /** Connections that are kept, for requests that come and go. */
  readonly agent: Agent;
  /** Aborted when the load ends. */
  readonly signal: AbortSignal;
}

/** A part of the load, which goes on until the signal is aborted. */
export type Load = (client: Client) => Promise<void>;

/** Profile ec2 keeps only the connections of clients that ask for it. */
const KEPT = { Connection: 'keep-alive' };

/** Reads a path, with a session token if one is given. */
export function get({ mock, agent }: Client, path: string, token?: string): Promise<Reply> {
  const headers = { ...KEPT, ...(token !== undefined && { [TOKEN_HEADER]: token }) };
  return ask(mock.port, { method: 'GET', path, headers }, agent);
}

/** Asks for a session token. */
export function putToken({ mock, agent }: Client): Promise<Reply> {
  const headers = { ...TOKEN_REQUEST.headers, ...KEPT };
  return ask(mock.port, { ...TOKEN_REQUEST, headers }, agent);
}
