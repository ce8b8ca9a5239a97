import { InputError, readValueFile } from '@aemm/config';
import type { Value } from '@aemm/core';
import { CtlUsageError } from './usage-error.ts';

/** As much as a control plane takes. */
const MAX_BYTES = 1024 * 1024;

/**
 * The value that a file holds, for an argument such as `@drain.yaml`. Throws {@link CtlUsageError}.
 *
 * @param key - where a configuration file has the value, in any case of letters
 */
export async function readArgumentFile(path: string, key?: string): Promise<Value> {
  try {
    return await readValueFile(path, { maxBytes: MAX_BYTES }, key);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new CtlUsageError(`Cannot read ${path}: ${error.message}.`);
  }
}
