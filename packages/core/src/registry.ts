import type { AnyCategory } from './category.ts';
import { CATEGORY_CONTRACT } from './category.ts';
import { AemmError } from './errors.ts';
import { isFields } from './merge.ts';
import type { Setting } from './setting.ts';
import { parseSetting } from './setting.ts';
import { isStandardSchema } from './standard-schema.ts';

/**
 * The categories that a mock may serve, each checked as it comes in.
 *
 * @public
 */
export interface Registry {
  /** The categories registered so far, in that order. */
  readonly categories: readonly AnyCategory[];
  /**
   * Admits a value of unknown origin as a category, or leaves the registry as it was.
   *
   * @throws AemmError `AEMM_CATEGORY_SHAPE`, `AEMM_CATEGORY_CONTRACT`, `AEMM_CATEGORY_DUPLICATE`,
   * `AEMM_SETTING_INVALID`, `AEMM_SETTING_ASYNC`, `AEMM_KEY_DUPLICATE`, `AEMM_PATH_CONFLICT`
   */
  register(candidate: unknown): AnyCategory;
}

/**
 * Creates a registry.
 *
 * @param categories - categories to register first
 * @public
 */
export function createRegistry(categories: readonly AnyCategory[] = []): Registry {
  const registered: AnyCategory[] = [];
  const ownerOfKey = new Map<string, string>();
  const ownerOfPath = new Map<string, string>();

  const register = (candidate: unknown): AnyCategory => {
    const category = admit(candidate);
    if (registered.some(({ id }) => id === category.id)) {
      throw new AemmError(
        'AEMM_CATEGORY_DUPLICATE',
        `A category "${category.id}" is registered already.`,
      );
    }
    checkSettings(category);
    const keys = new Map(ownerOfKey);
    const paths = new Map(ownerOfPath);
    for (const { key, path } of [...category.leaves, ...category.notices]) {
      const id = `${category.section}.${key}`;
      claim(keys, id, category.id, 'AEMM_KEY_DUPLICATE', `key ${id}`);
      if (path !== undefined) claim(paths, path, category.id, 'AEMM_PATH_CONFLICT', `path ${path}`);
    }
    for (const [key, owner] of keys) ownerOfKey.set(key, owner);
    for (const [path, owner] of paths) ownerOfPath.set(path, owner);
    registered.push(category);
    return category;
  };

  for (const category of categories) register(category);
  return { categories: registered, register };
}

function claim(
  owners: Map<string, string>,
  name: string,
  category: string,
  code: 'AEMM_KEY_DUPLICATE' | 'AEMM_PATH_CONFLICT',
  what: string,
): void {
  const owner = owners.get(name);
  if (owner !== undefined) {
    throw new AemmError(
      code,
      `Category "${category}" claims the ${what}, which category "${owner}" has.`,
    );
  }
  owners.set(name, category);
}

/** The border to code of unknown origin, perhaps made with another copy of this package: checked by shape alone. */
function admit(candidate: unknown): AnyCategory {
  if (!isFields(candidate)) throw shapeError('it is no object');
  const category = candidate as unknown as AnyCategory;
  if (typeof category.id !== 'string' || !/^[a-z][a-z\d-]*$/.test(category.id)) {
    throw shapeError('its id is not a lower-case word');
  }
  if (category.contract !== CATEGORY_CONTRACT) {
    throw new AemmError(
      'AEMM_CATEGORY_CONTRACT',
      `Category "${category.id}" is made for contract ${String(category.contract)}; this mock speaks ${CATEGORY_CONTRACT}.`,
    );
  }
  if (!['metadata', 'dynamic', 'userdata'].includes(category.section)) {
    throw shapeError(`the section of "${category.id}" is not one of metadata, dynamic, userdata`);
  }
  if (!isFields(category.settings)) throw shapeError(`"${category.id}" has no settings object`);
  checkEntries(category);
  return category;
}

function checkEntries(category: AnyCategory): void {
  for (const list of ['leaves', 'notices'] as const) {
    if (!Array.isArray(category[list])) throw shapeError(`"${category.id}" has no list of ${list}`);
    for (const entry of category[list]) checkEntry(entry, category.id, list === 'notices');
  }
}

function checkEntry(entry: unknown, id: string, isNotice: boolean): void {
  const { key, path } = isFields(entry) ? entry : {};
  if (typeof key !== 'string') throw shapeError(`a leaf or notice of "${id}" has no key`);
  if (path === undefined && !isNotice) return;
  if (typeof path !== 'string' || !path.startsWith('/')) {
    throw shapeError(`the path of "${key}" in "${id}" does not begin with a slash`);
  }
}

function checkSettings(category: AnyCategory): void {
  for (const [name, setting] of Object.entries(category.settings) as [
    string,
    Setting | undefined,
  ][]) {
    const where = `Setting "${name}" of category "${category.id}"`;
    if (!isStandardSchema(setting?.schema) || typeof setting.description !== 'string') {
      throw new AemmError(
        'AEMM_SETTING_INVALID',
        `${where} lacks a Standard Schema or a description.`,
      );
    }
    const admitted = parseSetting(setting, setting.default);
    if (!admitted.ok) {
      throw new AemmError(
        'AEMM_SETTING_INVALID',
        `${where} refuses its own default: ${admitted.reasons.join('; ')}.`,
      );
    }
  }
}

function shapeError(reason: string): AemmError {
  return new AemmError(
    'AEMM_CATEGORY_SHAPE',
    `This is not a category made by defineCategory: ${reason}.`,
  );
}
