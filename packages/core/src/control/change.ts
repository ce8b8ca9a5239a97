import type { ImdsSpec, MetadataOptions } from '../compile/spec.ts';
import type { Value } from '../contract/content.ts';
import type { InstanceDescription } from '../instance/description.ts';
import { mergePatch } from './merge-patch.ts';

/**
 * Something that is changed while a mock runs.
 *
 * - `instance`: a JSON Merge Patch (RFC 7396) over the description of the instance; `null` makes a field follow from
 *   the rest again
 * - `metadata-options`: options that replace those of the same name
 * - `path`: the value of a path, whatever is there; `null`: nothing is
 *
 * @public
 */
export type Change =
  | { readonly kind: 'instance'; readonly patch: Value }
  | { readonly kind: 'metadata-options'; readonly patch: MetadataOptions }
  | { readonly kind: 'path'; readonly path: string; readonly value: Value };

/** The spec that follows from a configured one and what was changed since, in order. */
export function applyChanges(spec: ImdsSpec, changes: readonly Change[]): ImdsSpec {
  return changes.reduce(applyChange, spec);
}

function applyChange(spec: ImdsSpec, change: Change): ImdsSpec {
  switch (change.kind) {
    case 'instance': {
      const described = mergePatch((spec.instance ?? {}) as Value, change.patch);
      return { ...spec, instance: described as InstanceDescription };
    }
    case 'metadata-options':
      return { ...spec, metadataOptions: { ...spec.metadataOptions, ...change.patch } };
    case 'path':
      return { ...spec, paths: { ...spec.paths, [change.path]: change.value } };
  }
}
