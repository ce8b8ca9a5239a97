import { AemmError } from '../../errors.ts';

/** Does something with a field of an input. What it refuses by a RangeError, it refuses as an input then. */
export function checkRange<Result>(field: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AemmError('AEMM_INPUT_INVALID', error.message, { key: field });
  }
}
