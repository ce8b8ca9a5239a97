import type { Content, RouteFacts, Value } from '@aemm/core';
import { formatTime } from '@aemm/core';

/** A path that would be served, as `routes --json` prints it. */
export interface ListedRoute {
  readonly path: string;
  readonly key: string;
  readonly category: string | null;
  /** When a notice appears; `null`: it is there from the start, or waits until it is asked for. */
  readonly availableAt: string | null;
  /** With `--values`: what it holds; `null` if that depends on the request. */
  readonly value?: Value;
  /** With `--values`: how bytes are written. */
  readonly encoding?: 'base64';
}

/** Lists a route, with its value if asked. */
export function listRoute(route: RouteFacts, withValue: boolean): ListedRoute {
  const { path, key, category, firesAt } = route;
  const availableAt =
    firesAt === undefined || !Number.isFinite(firesAt) ? null : formatTime(firesAt);
  const listed = { path, key, category: category ?? null, availableAt };
  return withValue ? { ...listed, ...heldBy(route.content) } : listed;
}

function heldBy(content: Content | undefined): Pick<ListedRoute, 'value' | 'encoding'> {
  switch (content?.kind) {
    case undefined:
      return { value: null };
    case 'text':
      return { value: content.text };
    case 'json':
      return { value: content.value };
    case 'bytes':
      return { value: Buffer.from(content.bytes).toString('base64'), encoding: 'base64' };
  }
}

/** The line of a route. */
export function formatRoute({ path, firesAt }: RouteFacts, { value }: ListedRoute): string {
  const held = value === undefined ? path : `${path} = ${JSON.stringify(value)}`;
  if (firesAt === undefined) return held;
  const since = Number.isFinite(firesAt) ? `from ${formatTime(firesAt)}` : 'when it is asked for';
  return `${held}  # ${since}`;
}
