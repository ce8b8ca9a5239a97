import type { Format } from '../contract/content.ts';
import { resolveSegments } from '../text/path.ts';
import type { Shape } from './category-shape.ts';
import { shapeError } from './category-shape.ts';

const FORMATS: readonly Format[] = ['auto', 'json', 'json-line', 'json-text', 'base64'];

/** A leaf below it is in the dated versions too. */
const LATEST = '/latest/';

/** Checks a leaf of the category `id` by its shape. Throws `AEMM_CATEGORY_SHAPE`. */
export function checkLeaf(leaf: Shape, id: string): void {
  const { key, path, branch } = leaf;
  if (!('value' in leaf)) throw shapeError(`leaf "${key}" of "${id}" has no value`);
  if (path !== undefined) checkPath(leaf, id);
  checkFormat(leaf, id);
  checkSince(leaf, id);
  checkSwitch(leaf, 'branch', id);
  checkSwitch(leaf, 'listed', id);
  if (branch === true && path === undefined) {
    throw shapeError(`the branch "${key}" of "${id}" has no path`);
  }
}

/** Checks a notice of the category `id` by its shape. Throws `AEMM_CATEGORY_SHAPE`. */
export function checkNotice(notice: Shape, id: string): void {
  checkPath(notice, id);
  checkFormat(notice, id);
  checkSince(notice, id);
  const { key, trigger, firesAt, value } = notice;
  if (typeof trigger !== 'string' && typeof trigger !== 'function') {
    throw shapeError(`notice "${key}" of "${id}" has no trigger`);
  }
  if (firesAt !== undefined && typeof firesAt !== 'function') {
    throw shapeError(`firesAt of notice "${key}" of "${id}" is not a function`);
  }
  if (typeof value !== 'function') {
    throw shapeError(`the value of notice "${key}" of "${id}" is not a function`);
  }
}

function checkPath({ key, path }: Shape, id: string): void {
  const isPath = typeof path === 'string' && path !== '' && resolveSegments(path) !== undefined;
  if (!isPath) throw shapeError(`the path of "${key}" in "${id}" is not one below "/"`);
  if (path.startsWith(LATEST)) {
    const relative = path.slice(LATEST.length);
    throw shapeError(
      `the path of "${key}" in "${id}" must be relative to the root of a version: ${relative}`,
    );
  }
}

function checkFormat({ key, format }: Shape, id: string): void {
  if (format !== undefined && !FORMATS.some((known) => known === format)) {
    throw shapeError(`the format of "${key}" in "${id}" is not one of ${FORMATS.join(', ')}`);
  }
}

function checkSince({ key, since }: Shape, id: string): void {
  if (since !== undefined && typeof since !== 'string') {
    throw shapeError(`since of "${key}" in "${id}" is not text`);
  }
}

function checkSwitch(leaf: Shape, name: 'branch' | 'listed', id: string): void {
  const value = leaf[name];
  if (value === undefined || typeof value === 'boolean') return;
  throw shapeError(`${name} of "${leaf.key}" in "${id}" is neither true nor false`);
}
