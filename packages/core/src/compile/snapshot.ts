import type { Content } from '../contract/content.ts';
import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { Outcome, Profile } from '../contract/profile.ts';
import { AemmError } from '../errors.ts';
import type { Instance } from '../instance/instance.ts';
import { aemmProfile } from '../profiles/aemm/index.ts';
import { createRegistry } from '../registry/registry.ts';
import { compareBytes } from '../text/byte-order.ts';
import { checkKinds, checkSpec } from './check-spec.ts';
import { createHops } from './hops.ts';
import type { Node, Prepared } from './node.ts';
import { directoryNode, leafNode, prepare } from './node.ts';
import { placePaths } from './place-paths.ts';
import type { Resolution } from './resolve-routes.ts';
import { resolveRoutes } from './resolve-routes.ts';
import type { Route } from './route.ts';
import type { Service } from './services.ts';
import { servicesOf } from './services.ts';
import type { ImdsSpec, MetadataOptions } from './spec.ts';
import type { Steps } from './steps.ts';
import { atOnce, sortInSteps } from './steps.ts';
import type { ListedPath } from './tree.ts';
import { buildDirectories } from './tree.ts';
import { createWorld } from './world.ts';

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
  /** The category that owns it; `undefined` for a leaf that a configuration adds. */
  readonly category: string | undefined;
  /**
   * When a notice fires, in milliseconds since the Unix epoch, `Infinity` if it waits for ever; `undefined` for a leaf
   * that is always there.
   */
  readonly firesAt: number | undefined;
  /** What it holds; `undefined` if that depends on the request or is made when it is asked for. */
  readonly content: Content | undefined;
}

/**
 * The options of the metadata service, complete. Without a hop limit every client gets a token.
 *
 * @public
 */
export type ResolvedOptions = Required<Omit<MetadataOptions, 'httpPutResponseHopLimit'>> &
  Pick<MetadataOptions, 'httpPutResponseHopLimit'>;

/**
 * An immutable compiled tree of leaves and listings, with all that decides how it is served. A reload makes a new one
 * and swaps it whole.
 *
 * @public
 */
export interface Snapshot {
  /** Whose service is simulated. */
  readonly profile: Profile;
  /** The simulated instance, complete. */
  readonly instance: Instance;
  /** The options of the metadata service. */
  readonly metadataOptions: ResolvedOptions;
  /** How many clients may see notices; negative: any number. */
  readonly eligibleClients: number;
  /** The paths that have a value in the newest version, in byte order. */
  readonly routes: readonly RouteFacts[];
  /**
   * What is wrong and does not prevent serving the rest: code of categories that failed, whose paths answer 500, leaves
   * at the same path, and descriptions that EC2 would refuse.
   */
  readonly problems: readonly AemmError[];
}

/** A snapshot as it is served. */
export interface ServedSnapshot extends Snapshot {
  /** How many hops away a client is. */
  hopsOf(client: string): number;
  /** What stands at a canonical path. */
  find(path: string): Node | undefined;
  /** An answer that needs no node, rendered once. */
  fixed(kind: FixedKind): Prepared;
  /** What its categories answer on ports of their own. */
  readonly services: readonly Service[];
}

/** The kinds of outcome that are always the same. */
type FixedKind = 'absent' | 'unauthorized' | 'failed' | 'unanswered';

/**
 * Compiles a spec into a snapshot.
 *
 * @param startedAt - when the mock started, in milliseconds since the Unix epoch: delays count from there
 * @param signer - signs identity documents
 * @throws AemmError for user errors: `AEMM_SETTING_INVALID`, `AEMM_INSTANCE_INVALID`, `AEMM_VALUE_INVALID`,
 * `AEMM_PATH_INVALID`; for categories that cannot be served together, as {@link Registry.register} does
 * @public
 */
export function compileSnapshot(
  spec: ImdsSpec,
  startedAt: number,
  signer?: IdentitySigner,
): Snapshot {
  return atOnce(compileInSteps(spec, startedAt, signer));
}

/**
 * Finds everything for which {@link compileSnapshot} would refuse a spec.
 *
 * @throws AemmError `AEMM_SETTING_INVALID`; for categories that cannot be served together
 * @public
 */
export function findErrors(spec: ImdsSpec, startedAt: number): readonly AemmError[] {
  return atOnce(checkInSteps(spec, startedAt)).errors;
}

/**
 * What is wrong with a spec.
 *
 * @public
 */
export interface CheckedSpec {
  /** Everything for which {@link compileSnapshot} would refuse it. */
  readonly errors: readonly AemmError[];
  /** {@inheritDoc Snapshot.problems} */
  readonly problems: readonly AemmError[];
}

/**
 * Finds everything that is wrong with a spec, with pauses.
 *
 * @throws AemmError from its steps, as {@link findErrors} does
 * @public
 */
export function* checkInSteps(spec: ImdsSpec, startedAt: number): Steps<CheckedSpec> {
  const { errors, problems } = yield* resolve(spec, startedAt, undefined);
  return { errors, problems };
}

/** Compiles a spec into what answers requests, with pauses. */
export type Compile = (
  spec: ImdsSpec,
  startedAt: number,
  signer: IdentitySigner | undefined,
) => Steps<ServedSnapshot>;

/** As {@link compileSnapshot}, with pauses, and with what answers requests. */
export function* compileInSteps(
  spec: ImdsSpec,
  startedAt: number,
  signer: IdentitySigner | undefined,
): Steps<ServedSnapshot> {
  const { world, routes, errors, problems } = yield* resolve(spec, startedAt, signer);
  const [error] = errors;
  if (error !== undefined) throw error;
  const { profile, instance } = world;
  const { httpTokens, httpEndpoint, instanceMetadataTags, ...limit } = spec.metadataOptions ?? {};
  return {
    profile,
    instance,
    metadataOptions: {
      httpTokens: httpTokens ?? 'optional',
      httpEndpoint: httpEndpoint ?? 'enabled',
      instanceMetadataTags: instanceMetadataTags ?? 'enabled',
      ...limit,
    },
    eligibleClients: spec.eligibleClients ?? 2,
    routes: routes.map(({ path, key, category, notice, content }) => ({
      path,
      key,
      category,
      firesAt: notice?.firesAt,
      content: typeof content === 'function' || content instanceof AemmError ? undefined : content,
    })),
    problems,
    hopsOf: createHops(spec.hops ?? {}),
    find: yield* createTrees(routes, profile),
    fixed: createFixed(profile),
    services: servicesOf(spec, world),
  };
}

function* resolve(spec: ImdsSpec, startedAt: number, signer: IdentitySigner | undefined) {
  checkKinds(spec);
  const profile = spec.profile ?? aemmProfile;
  const { categories } = createRegistry(spec.categories);
  checkSpec(spec);
  const { world, errors, warnings } = createWorld(spec, profile, startedAt, signer);
  const resolved: Resolution = yield* resolveRoutes({ ...spec, categories }, world);
  const routes = yield* placePaths(resolved.routes, spec.paths ?? {});
  return {
    world,
    routes: yield* sortInSteps(routes, (one, other) => compareBytes(one.path, other.path)),
    errors: [...errors, ...resolved.errors],
    problems: [...warnings, ...resolved.problems],
  };
}

function createFixed(profile: Profile): ServedSnapshot['fixed'] {
  const rendered = new Map<FixedKind, Prepared>();
  return (kind) => {
    const known = rendered.get(kind);
    if (known !== undefined) return known;
    const outcome: Outcome = { kind };
    const made = prepare(profile, outcome);
    rendered.set(kind, made);
    return made;
  };
}

const LATEST = '/latest/';

/** The newest tree, and for each dated version one that is built when it is first asked for. */
function* createTrees(routes: readonly Route[], profile: Profile): Steps<ServedSnapshot['find']> {
  const { builds } = profile.policy;
  const newest = yield* buildTree(routes, profile, builds);
  const dated = new Map<string, ReadonlyMap<string, Node>>();
  return (path) => {
    const found = newest.get(path);
    if (found !== undefined || builds.length === 0) return found;
    const end = path.indexOf('/', 1);
    const build = path.slice(1, end < 0 ? undefined : end);
    if (!builds.includes(build)) return undefined;
    const tree = dated.get(build) ?? atOnce(buildTree(routesOfBuild(routes, build), profile, []));
    dated.set(build, tree);
    return tree.get(path);
  };
}

/** What a dated version has: all that is not younger. */
function routesOfBuild(routes: readonly Route[], build: string): Route[] {
  return routes.flatMap((route) => {
    if (!route.path.startsWith(LATEST) || (route.since ?? '') > build) return [];
    return [{ ...route, path: `/${build}/${route.path.slice(LATEST.length)}` }];
  });
}

/** @param builds - the dated versions that the root lists beside what is in this tree */
function* buildTree(
  routes: readonly Route[],
  profile: Profile,
  builds: readonly string[],
): Steps<ReadonlyMap<string, Node>> {
  const always = Number.NEGATIVE_INFINITY;
  const listed: ListedPath[] = builds.map((build) => ({ path: `/${build}`, from: always }));
  for (const { path, listed: isListed, notice, directoryLabel } of routes) {
    const from = notice === undefined || notice.listedBefore ? always : notice.firesAt;
    if (isListed) listed.push({ path, from, directoryLabel });
  }
  const nodes = new Map<string, Node>();
  for (const [path, directory] of yield* buildDirectories(listed)) {
    nodes.set(path, directoryNode(path, directory, profile));
    yield;
  }
  for (const route of routes) {
    nodes.set(route.path, leafNode(route, profile));
    yield;
  }
  return nodes;
}
