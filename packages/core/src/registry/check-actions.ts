import { isFields } from '../contract/content.ts';
import { isStandardSchema } from '../contract/standard-schema.ts';
import type { Shape } from './category-shape.ts';
import { shapeError } from './category-shape.ts';

/** Checks the actions of the category `id` by their shape; a category made before there were any has none. */
export function checkActions({ actions = {} }: Shape, id: string): void {
  if (!isFields(actions)) throw shapeError(`the actions of "${id}" are not an object`);
  for (const [name, action] of Object.entries(actions as Shape)) checkAction(action, name, id);
}

function checkAction(action: unknown, name: string, id: string): void {
  if (!/^[a-z][a-z\d-]*$/.test(name)) {
    throw shapeError(`the name of action "${name}" of "${id}" is not a lower-case word`);
  }
  if (!isFields(action)) throw shapeError(`action "${name}" of "${id}" is not an object`);
  const { description, input, run } = action as Shape;
  if (typeof description !== 'string') {
    throw shapeError(`action "${name}" of "${id}" has no description`);
  }
  if (!isStandardSchema(input)) {
    throw shapeError(`the input of action "${name}" of "${id}" is not a Standard Schema`);
  }
  if (typeof run !== 'function') {
    throw shapeError(`action "${name}" of "${id}" has no function run`);
  }
}
