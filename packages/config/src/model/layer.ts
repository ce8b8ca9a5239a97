import type { Problem, Warning } from './finding.ts';
import type { Assignment } from './origin.ts';

/** The assignments of one source, by key in lower case. */
export type Layer = ReadonlyMap<string, Assignment>;

/** The layer that one source yields, and what was found in it. */
export interface LayerResult {
  readonly layer: Layer;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** The id of a key in a layer. Keys match in any case. */
export function idOf(path: readonly string[]): string {
  return path.join('.').toLowerCase();
}

/** The assignment of a key, or of one above it: that of `metadata.values.tags-instance` for a tag. */
export function nearestAssignment(key: string, layer: Layer): Assignment | undefined {
  for (let id = key.toLowerCase(); id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('.')))) {
    const assignment = layer.get(id);
    if (assignment !== undefined) return assignment;
  }
  return undefined;
}
