import type { Answer, Outcome, Profile } from '../contract/profile.ts';
import { AemmError } from '../errors.ts';
import { aemmProfile } from '../profiles/aemm/index.ts';
import { createRegistry } from '../registry/registry.ts';
import { compareBytes } from '../text/byte-order.ts';
import { checkSpec } from './check-spec.ts';
import { resolveRoutes } from './resolve-routes.ts';
import type { Route } from './routes.ts';
import type { ImdsSpec } from './spec.ts';
import { listDirectories } from './tree.ts';

/**
 * An outcome with its bytes.
 *
 * @public
 */
export interface Prepared {
  /** What it is. */
  readonly outcome: Outcome;
  /** How it goes onto the wire. */
  readonly answer: Answer;
}

/**
 * What stands at a path.
 *
 * @public
 */
export interface Node {
  /** What it answers, or how to make that for a request. */
  readonly content: Prepared | ((now: number) => Prepared);
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

/**
 * One path that is served, for people.
 *
 * @public
 */
export interface RouteFacts {
  /** The path. */
  readonly path: string;
  /** The key of its leaf. */
  readonly key: string;
  /** The category that owns it; `undefined` for a leaf that a configuration made up. */
  readonly category: string | undefined;
  /** When a notice fires, in milliseconds since the Unix epoch; `undefined` for a leaf that is always there. */
  readonly firesAt: number | undefined;
}

/**
 * The kinds of {@link Outcome} that are always the same.
 *
 * @public
 */
export type FixedKind = 'absent' | 'unauthorized' | 'token-refused' | 'forwarded' | 'failed';

const FIXED_KINDS: readonly FixedKind[] = [
  'absent',
  'unauthorized',
  'token-refused',
  'forwarded',
  'failed',
];

/**
 * An immutable compiled tree of leaves and listings, with all that decides how it is served. A reload makes a new one
 * and swaps it whole.
 *
 * @public
 */
export interface Snapshot {
  /** Whose wire format is spoken. */
  readonly profile: Profile;
  /** Whether every request needs a session token. */
  readonly requireToken: boolean;
  /** How many clients may see notices; negative: any number. */
  readonly eligibleClients: number;
  /** The answers that need no node, rendered once. */
  readonly fixed: Readonly<Record<FixedKind, Prepared>>;
  /** Leaves and listings by canonical path. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** The paths that have a value, in byte order. */
  readonly routes: readonly RouteFacts[];
  /**
   * What went wrong and did not stop it: code of categories that failed, whose paths answer 500, and leaves that two
   * things claim.
   */
  readonly problems: readonly AemmError[];
}

/**
 * Compiles what a spec says into what is served.
 *
 * @param startedAt - when the mock started, in milliseconds since the Unix epoch: delays count from there
 * @throws AemmError for what the user said wrong: `AEMM_SETTING_INVALID`, `AEMM_VALUE_INVALID`, `AEMM_PATH_INVALID`;
 * for categories that cannot be served together, as {@link Registry.register} does
 * @public
 */
export function compileSnapshot(spec: ImdsSpec, startedAt: number): Snapshot {
  const profile = spec.profile ?? aemmProfile;
  const { categories } = createRegistry(spec.categories);
  checkSpec(spec);
  const mode = spec.noticeTime ?? profile.noticeTime;
  const { problems, ...resolved } = resolveRoutes({ ...spec, categories }, mode, startedAt);
  const routes = resolved.routes.toSorted((one, other) => compareBytes(one.path, other.path));
  const fixed = Object.fromEntries(FIXED_KINDS.map((kind) => [kind, prepare(profile, { kind })]));
  const nodes = new Map<string, Node>();

  const listed = routes.filter((route) => route.listed).map((route) => route.path);
  for (const [path, entries] of listDirectories(listed)) {
    nodes.set(path, { content: prepare(profile, { kind: 'listing', path, entries }) });
  }
  for (const route of routes) nodes.set(route.path, nodeOf(route, profile));

  return {
    profile,
    requireToken: spec.requireToken ?? false,
    eligibleClients: spec.eligibleClients ?? 2,
    fixed: fixed as Record<FixedKind, Prepared>,
    nodes,
    routes: routes.map(({ path, key, category, notice }) => ({
      path,
      key,
      category,
      firesAt: notice?.firesAt,
    })),
    problems,
  };
}

/** Renders an outcome once. */
export function prepare(profile: Profile, outcome: Outcome): Prepared {
  return { outcome, answer: profile.render(outcome) };
}

function nodeOf({ path, content, notice }: Route, profile: Profile): Node {
  const leaf = (value: Route['content'] | undefined): Prepared => {
    if (value === undefined) return prepare(profile, { kind: 'absent' });
    if (value instanceof AemmError || typeof value === 'function')
      return prepare(profile, { kind: 'failed' });
    return prepare(profile, { kind: 'leaf', path, content: value });
  };
  const answered =
    typeof content === 'function' ? (now: number) => leaf(content(now)) : leaf(content);
  if (notice === undefined) return { content: answered };
  const { before, ...timing } = notice;
  return { content: answered, notice: { ...timing, ...(before && { before: leaf(before) }) } };
}
