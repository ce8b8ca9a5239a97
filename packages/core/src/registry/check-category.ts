import type { AnyCategory } from '../contract/category.ts';
import { CATEGORY_CONTRACT, SECTIONS } from '../contract/category.ts';
import { isFields } from '../contract/content.ts';
import { AemmError } from '../errors.ts';
import type { Shape } from './category-shape.ts';
import { shapeError } from './category-shape.ts';
import { checkActions } from './check-actions.ts';
import { checkLeaf, checkNotice } from './check-entry.ts';
import { checkService } from './check-service.ts';
import { checkSetting } from './check-setting.ts';
import { onceEach } from './once-each.ts';

/** Configuration sections with these names do not hold settings of a category. */
const RESERVED_IDS: readonly string[] = [...SECTIONS, 'instance', 'server'];

/**
 * The border to code of unknown origin, perhaps made with another copy of this package: checked by shape alone.
 *
 * Throws `AEMM_CATEGORY_SHAPE`, `AEMM_CATEGORY_CONTRACT`, `AEMM_NAME_RESERVED`, `AEMM_SETTING_INVALID`,
 * `AEMM_SETTING_ASYNC`.
 */
export function checkCategory(candidate: unknown): AnyCategory {
  if (!isFields(candidate)) throw shapeError('it is not an object');
  return checkFields(candidate);
}

const checkFields = onceEach((candidate: Shape): AnyCategory => {
  const { id, contract, description, section, settings } = candidate;
  if (typeof id !== 'string' || !/^[a-z][a-z\d-]*$/.test(id)) {
    throw shapeError('its id is not a lower-case word');
  }
  if (contract !== CATEGORY_CONTRACT) {
    const message = `Category "${id}" is made for contract ${String(contract)}; this mock speaks ${CATEGORY_CONTRACT}.`;
    throw new AemmError('AEMM_CATEGORY_CONTRACT', message);
  }
  if (typeof description !== 'string') throw shapeError(`"${id}" has no description`);
  if (!SECTIONS.some((known) => known === section)) {
    throw shapeError(`the section of "${id}" is not one of ${SECTIONS.join(', ')}`);
  }
  for (const leaf of entriesOf(candidate, 'leaves', id)) checkLeaf(leaf, id);
  for (const notice of entriesOf(candidate, 'notices', id)) checkNotice(notice, id);
  if (!isFields(settings)) throw shapeError(`"${id}" has no settings object`);
  if (Object.keys(settings).length > 0) checkId(id);
  for (const [name, setting] of Object.entries(settings)) checkSetting(setting, name, id);
  checkTimings(candidate, settings, id);
  checkActions(candidate, id);
  checkService(candidate, settings, id);
  return candidate as unknown as AnyCategory;
});

/** A category made before timings were part of the contract has none. */
function checkTimings({ timings = {} }: Shape, settings: Shape, id: string): void {
  if (!isFields(timings)) throw shapeError(`the timings of "${id}" are not an object`);
  for (const [name, timing] of Object.entries(timings as Shape)) {
    const { delaySec, triggerTime } = (timing ?? {}) as Shape;
    for (const setting of [delaySec, triggerTime]) {
      if (typeof setting === 'string' && Object.hasOwn(settings, setting)) continue;
      throw shapeError(`timing "${name}" of "${id}" names a setting that it does not have`);
    }
  }
}

function checkId(id: string): void {
  if (!RESERVED_IDS.includes(id)) return;
  const message = `Category "${id}" has settings, but the section "${id}" of a configuration holds something else: give it another id.`;
  throw new AemmError('AEMM_NAME_RESERVED', message);
}

function entriesOf(category: Shape, list: 'leaves' | 'notices', id: string): Shape[] {
  const entries = category[list];
  if (!Array.isArray(entries)) throw shapeError(`"${id}" has no list of ${list}`);
  for (const entry of entries as unknown[]) {
    if (!isFields(entry) || typeof entry.key !== 'string' || entry.key === '') {
      throw shapeError(`one of the ${list} of "${id}" has no key`);
    }
  }
  return entries as Shape[];
}
