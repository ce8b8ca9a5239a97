import type { Fault } from './fault.ts';

/** Gives each fault of a list its id: its name, or the prefix with a number. */
export function nameFaults(faults: readonly Fault[], prefix: string): ReadonlyMap<string, Fault> {
  const names = new Set(faults.map(({ name }) => name));
  const named = new Map<string, Fault>();
  for (const [index, fault] of faults.entries()) {
    named.set(fault.name ?? freeId(names, prefix, index + 1, faults.length), fault);
  }
  return named;
}

/** The id with the first number that is not taken, of a given one and those that follow it by steps. */
function freeId(
  taken: ReadonlySet<string | undefined>,
  prefix: string,
  first: number,
  step: number,
): string {
  let number = first;
  while (taken.has(`${prefix}-${number}`)) number += step;
  return `${prefix}-${number}`;
}
