import { AemmError } from '../errors.ts';
import type { Fault } from './fault.ts';

/**
 * Gives each fault of a list its id: its name, or the prefix with its place. Throws `AEMM_INPUT_INVALID` if two have
 * the same.
 */
export function nameFaults(faults: readonly Fault[], prefix: string): ReadonlyMap<string, Fault> {
  const named = new Map<string, Fault>();
  for (const [index, fault] of faults.entries()) {
    const id = fault.name ?? `${prefix}-${index + 1}`;
    if (named.has(id)) {
      const message = `Two faults have the name ${id}. Give each its own, or none.`;
      throw new AemmError('AEMM_INPUT_INVALID', message, { key: 'name' });
    }
    named.set(id, fault);
  }
  return named;
}
