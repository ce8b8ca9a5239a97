import type { Answer, Outcome, Profile } from '../contract/profile.ts';
import type { Call } from '../contract/request.ts';
import { AemmError } from '../errors.ts';
import { once } from './once.ts';
import type { Route } from './route.ts';
import type { Directory } from './tree.ts';

/** An outcome with its bytes. */
export interface Prepared {
  readonly outcome: Outcome;
  readonly answer: Answer;
}

/** What stands at a path. */
export interface Node {
  /** What it answers to a request; what does not vary is rendered when it is first asked for. */
  readonly content: (call: Call) => Prepared;
  /**
   * For a notice: when it fires, in milliseconds since the Unix epoch; the seconds of delay that this follows from, if
   * it does; and what it answers before.
   */
  readonly notice?: {
    readonly firesAt: number;
    readonly delaySec?: number;
    readonly before?: Prepared;
  };
}

/** Renders an outcome once. */
export function prepare(profile: Profile, outcome: Outcome): Prepared {
  return { outcome, answer: profile.render(outcome) };
}

/** The node of a leaf or notice, rendered when it is first asked for. */
export function leafNode({ path, content, notice }: Route, profile: Profile): Node {
  const leaf = (value: Route['content']): Prepared => {
    if (value === undefined) return prepare(profile, { kind: 'absent' });
    if (value instanceof AemmError || typeof value === 'function')
      return prepare(profile, { kind: 'failed' });
    return prepare(profile, { kind: 'leaf', path, content: value });
  };
  const answered =
    typeof content === 'function' ? (call: Call) => leaf(content(call)) : once(() => leaf(content));
  if (notice === undefined) return { content: answered };
  const { firesAt, delaySec, before } = notice;
  return {
    content: answered,
    notice: {
      firesAt,
      ...(delaySec !== undefined && { delaySec }),
      ...(before !== undefined && { before: leaf(before) }),
    },
  };
}

/** The node of a directory. Its listing is rendered once for each time between two changes. */
export function directoryNode(path: string, directory: Directory, profile: Profile): Node {
  const { changesAt } = directory;
  const listingAt = (time: number): Prepared => {
    const entries = directory.entriesAt(time);
    return prepare(
      profile,
      entries.length === 0 ? { kind: 'absent' } : { kind: 'listing', path, entries },
    );
  };
  if (changesAt.length === 0) return { content: once(() => listingAt(Number.MAX_VALUE)) };
  const rendered: Prepared[] = [];
  return {
    content({ now }) {
      const index = changesAt.filter((moment) => moment <= now).length;
      rendered[index] ??= listingAt(now);
      return rendered[index];
    },
  };
}
