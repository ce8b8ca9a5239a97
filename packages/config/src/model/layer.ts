import type { Problem, Warning } from './finding.ts';
import type { Said } from './origin.ts';

/** What one source says, by key in lower case. */
export type Layer = ReadonlyMap<string, Said>;

/** What came of reading one source. */
export interface Admitted {
  readonly layer: Layer;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** How a key is found in a layer: in any case. */
export function idOf(path: readonly string[]): string {
  return path.join('.').toLowerCase();
}
