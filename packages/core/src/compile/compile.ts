import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { AemmError } from '../errors.ts';
import { aemmProfile } from '../profiles/aemm/index.ts';
import { createRegistry } from '../registry/registry.ts';
import { compareBytes } from '../text/byte-order.ts';
import { checkKinds, checkSpec } from './check-spec.ts';
import { CompiledSnapshot } from './compiled-snapshot.ts';
import { placePaths } from './place-paths.ts';
import type { Resolution } from './resolve-routes.ts';
import { resolveRoutes } from './resolve-routes.ts';
import type { ServedSnapshot, Snapshot } from './snapshot.ts';
import type { ImdsSpec } from './spec.ts';
import type { Steps } from './steps.ts';
import { atOnce, sortInSteps } from './steps.ts';
import { createTrees } from './trees.ts';
import { createWorld } from './world.ts';

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
  const find = yield* createTrees(routes, world.profile);
  return new CompiledSnapshot(spec, world, { routes, problems, find });
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
