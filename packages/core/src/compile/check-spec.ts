import { AemmError } from '../errors.ts';
import { TIMING_NAMES } from './shared-timings.ts';
import type { ImdsSpec } from './spec.ts';

/** Refuses what a spec says of settings and timings that do not exist, which would do nothing. Throws `AEMM_SETTING_INVALID`. */
export function checkSpec({ categories, settings = {}, timings = {} }: ImdsSpec): void {
  const known = new Map(categories.map((category) => [category.id, category]));
  checkNames('category', Object.keys(settings), [...known.keys()]);
  for (const [id, given] of Object.entries(settings)) {
    const names = Object.keys(known.get(id)?.settings ?? {});
    checkNames(`setting of "${id}"`, Object.keys(given), names);
  }
  checkNames('timing', Object.keys(timings), TIMING_NAMES);
}

function checkNames(what: string, given: readonly string[], known: readonly string[]): void {
  const stranger = given.find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const allowed = known.length === 0 ? 'none' : known.join(', ');
  const message = `There is no ${what} with the name "${stranger}". Allowed: ${allowed}.`;
  throw new AemmError('AEMM_SETTING_INVALID', message, { key: stranger });
}
