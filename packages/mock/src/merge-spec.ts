import type { ImdsSpec } from '@aemm/core';
import { isFields } from '@aemm/core';

/**
 * How deep the sections go whose keys are independent of each other. What is given of all others replaces what the file
 * has: the fields of `timing` are alternatives.
 */
const DEPTHS: Partial<Record<string, number>> = {
  instance: 1,
  metadataOptions: 1,
  hops: 1,
  settings: 2,
  overrides: 3,
} satisfies Partial<Record<keyof ImdsSpec, number>>;

/** What a configuration file has, with what is given on top of it; `undefined` counts as not given. */
export function mergeSpec(file: ImdsSpec, given: ImdsSpec): ImdsSpec {
  const entries = Object.entries(given).map(([name, value]) => [
    name,
    merge(file[name as keyof ImdsSpec], value, DEPTHS[name] ?? 0),
  ]);
  return { ...file, ...Object.fromEntries(entries) };
}

function merge(below: unknown, above: unknown, depth: number): unknown {
  if (above === undefined) return below;
  if (depth === 0 || !isFields(below) || !isFields(above)) return above;
  const entries = Object.entries(above).map(([name, value]) => [
    name,
    merge(below[name], value, depth - 1),
  ]);
  return { ...below, ...Object.fromEntries(entries) };
}
