import type { AnyCategory } from './category.ts';
import { CATEGORY_CONTRACT, SECTIONS } from './category.ts';
import { AemmError } from './errors.ts';
import { isFields } from './merge.ts';
import { resolveSegments } from './path.ts';
import { parseSetting } from './setting.ts';
import { isStandardSchema } from './standard-schema.ts';

const SETTING_TYPES: readonly unknown[] = ['string', 'integer', 'boolean'];

/**
 * The border to code of unknown origin, perhaps made with another copy of this package: checked by shape alone.
 *
 * Throws `AEMM_CATEGORY_SHAPE`, `AEMM_CATEGORY_CONTRACT`, `AEMM_SETTING_INVALID`, `AEMM_SETTING_ASYNC`.
 */
export function admitCategory(candidate: unknown): AnyCategory {
  if (!isFields(candidate)) throw shapeError('it is no object');
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
  for (const [name, setting] of Object.entries(settings)) checkSetting(setting, name, id);
  return candidate as unknown as AnyCategory;
}

type Shape = Readonly<Record<string, unknown>>;

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

function checkLeaf(leaf: Shape, id: string): void {
  if (!('value' in leaf)) throw shapeError(`leaf "${leaf.key}" of "${id}" has no value`);
  if (leaf.path !== undefined) checkPath(leaf, id);
}

function checkNotice(notice: Shape, id: string): void {
  checkPath(notice, id);
  const { key, trigger, value } = notice;
  if (typeof trigger !== 'string' && typeof trigger !== 'function') {
    throw shapeError(`notice "${key}" of "${id}" has no trigger`);
  }
  if (typeof value !== 'function') {
    throw shapeError(`the value of notice "${key}" of "${id}" is no function`);
  }
}

function checkPath({ key, path }: Shape, id: string): void {
  const isPath = typeof path === 'string' && path.startsWith('/');
  if (isPath && resolveSegments(path) !== undefined) return;
  throw shapeError(`the path of "${key}" in "${id}" is not one below "/"`);
}

function checkSetting(setting: unknown, name: string, id: string): void {
  const where = `Setting "${name}" of category "${id}"`;
  const { schema, default: fallback, description, allowed, type } = (setting ?? {}) as Shape;
  if (!isStandardSchema(schema)) {
    throw new AemmError('AEMM_SETTING_INVALID', `${where} lacks a Standard Schema.`);
  }
  if (
    typeof description !== 'string' ||
    typeof allowed !== 'string' ||
    !SETTING_TYPES.includes(type)
  ) {
    throw new AemmError(
      'AEMM_SETTING_INVALID',
      `${where} needs a description, what is allowed, and a type: ${SETTING_TYPES.join(', ')}.`,
    );
  }
  const admitted = parseSetting({ schema }, fallback);
  if (admitted.ok) return;
  const reasons = admitted.reasons.join('; ');
  throw new AemmError('AEMM_SETTING_INVALID', `${where} refuses its own default: ${reasons}.`);
}

function shapeError(reason: string): AemmError {
  const message = `This is not a category made by defineCategory: ${reason}.`;
  return new AemmError('AEMM_CATEGORY_SHAPE', message);
}
