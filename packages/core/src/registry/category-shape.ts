import { AemmError } from '../errors.ts';

/** An object of unknown origin. */
export type Shape = Readonly<Record<string, unknown>>;

/** The error for a value that is not a category, with the reason. */
export function shapeError(reason: string): AemmError {
  const message = `This is not a category made by defineCategory: ${reason}.`;
  return new AemmError('AEMM_CATEGORY_SHAPE', message);
}
