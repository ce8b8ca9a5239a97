import { isFields } from '../contract/content.ts';
import type { Shape } from './category-shape.ts';
import { shapeError } from './category-shape.ts';

/** Checks the service of the category `id` by its shape; most categories have none. */
export function checkService({ service }: Shape, settings: Shape, id: string): void {
  if (service === undefined) return;
  if (!isFields(service)) throw shapeError(`the service of "${id}" is not an object`);
  const { listen, path, answer } = service as Shape;
  const { enabled, hostname, port } = (listen ?? {}) as Shape;
  for (const setting of [enabled, hostname, port]) {
    if (typeof setting === 'string' && Object.hasOwn(settings, setting)) continue;
    throw shapeError(`the service of "${id}" names a setting that it does not have`);
  }
  if (typeof path !== 'function') throw shapeError(`the service of "${id}" has no function path`);
  if (typeof answer !== 'function') {
    throw shapeError(`the service of "${id}" has no function answer`);
  }
}
