import { servedPath } from '../compile/entry-path.ts';
import type { ActionCall } from '../compile/run-action.ts';
import { runAction } from '../compile/run-action.ts';
import type { ImdsSpec, MetadataOptions } from '../compile/spec.ts';
import type { Steps } from '../compile/steps.ts';
import { createWorld } from '../compile/world.ts';
import type { Value } from '../contract/content.ts';
import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { InstanceDescription } from '../instance/description.ts';
import { aemmProfile } from '../profiles/aemm/index.ts';
import { checkNesting } from './check-nesting.ts';
import { mergePatch } from './merge-patch.ts';

/**
 * Something that is changed while a mock runs.
 *
 * - `instance`: a JSON Merge Patch (RFC 7396) over the description of the instance; `null` makes a field follow from
 *   the rest again
 * - `metadata-options`: options that replace those of the same name; `null` makes one as it was by default
 * - `path`: the value of a path, whatever is there; `null`: nothing is, nor below it
 * - `action`: an action of a category, asked for `at` a time in milliseconds since the Unix epoch
 * - `revoke-tokens`: session tokens that were issued before are unknown from then on
 *
 * @public
 */
export type Change =
  | { readonly kind: 'instance'; readonly patch: Value }
  | { readonly kind: 'metadata-options'; readonly patch: MetadataOptionsPatch }
  | { readonly kind: 'path'; readonly path: string; readonly value: Value }
  | ({ readonly kind: 'action' } & ActionCall)
  | { readonly kind: 'revoke-tokens' };

/**
 * Options of the metadata service that change; `null` makes one as it was by default.
 *
 * @public
 */
export type MetadataOptionsPatch = {
  readonly [Name in keyof MetadataOptions]: MetadataOptions[Name] | null;
};

/** What changes are applied with. */
export interface Origin {
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly signer: IdentitySigner | undefined;
}

/**
 * A change whose path, however it is written, is the one that is served. Throws `AEMM_PATH_INVALID`; and
 * `AEMM_INSTANCE_INVALID`, `AEMM_SETTING_INVALID` or `AEMM_VALUE_INVALID` for one that is nested too deeply.
 */
export function canonicalChange(change: Change): Change {
  switch (change.kind) {
    case 'instance':
      checkNesting(change.patch, 'AEMM_INSTANCE_INVALID', 'instance');
      return change;
    case 'metadata-options':
      checkNesting(change.patch, 'AEMM_SETTING_INVALID', 'metadataOptions');
      return change;
    case 'path': {
      const key = `paths.${change.path}`;
      checkNesting(change.value, 'AEMM_VALUE_INVALID', key);
      return { ...change, path: servedPath(change.path, key) };
    }
    default:
      return change;
  }
}

/** The spec that follows from another one and a change of it. Throws as {@link runAction} does. */
export function applyChange(spec: ImdsSpec, change: Change, origin: Origin): ImdsSpec {
  switch (change.kind) {
    case 'instance':
      return patchInstance(spec, change.patch);
    case 'metadata-options':
      return { ...spec, metadataOptions: patchOptions(spec.metadataOptions, change.patch) };
    case 'path':
      return placeLast(spec, change.path, change.value);
    case 'action':
      return act(spec, change, origin);
    case 'revoke-tokens':
      return spec;
  }
}

/** As {@link applyChange} for many changes, with a pause after each. */
export function* applyChanges(
  spec: ImdsSpec,
  changes: readonly Change[],
  origin: Origin,
): Steps<ImdsSpec> {
  let changed = spec;
  for (const change of changes) {
    changed = applyChange(changed, change, origin);
    yield;
  }
  return changed;
}

/** The order counts: what is set below a path that was removed is there again. */
function placeLast(spec: ImdsSpec, path: string, value: Value): ImdsSpec {
  const paths = { ...spec.paths };
  delete paths[path];
  paths[path] = value;
  return { ...spec, paths };
}

function patchInstance(spec: ImdsSpec, patch: Value): ImdsSpec {
  const described = mergePatch((spec.instance ?? {}) as Value, patch);
  return { ...spec, instance: described as InstanceDescription };
}

function patchOptions(
  options: MetadataOptions | undefined,
  patch: MetadataOptionsPatch,
): MetadataOptions {
  return mergePatch((options ?? {}) as Value, patch as Value) as MetadataOptions;
}

function act(spec: ImdsSpec, call: ActionCall, { startedAt, signer }: Origin): ImdsSpec {
  const profile = spec.profile ?? aemmProfile;
  const { world, complete } = createWorld(spec, profile, startedAt, signer);
  // It changes what is there, whether that is served or not.
  const result = runAction(spec, call, { ...world, instance: complete });
  const changed = result.instance === undefined ? spec : patchInstance(spec, result.instance);
  if (!('state' in result)) return changed;
  return { ...changed, states: { ...changed.states, [call.category]: result.state } };
}
