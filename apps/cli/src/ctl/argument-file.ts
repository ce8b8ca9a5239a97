import { InputError, readInput } from '@aemm/config';
import type { Value } from '@aemm/core';
import { load } from 'js-yaml';
import { CtlUsageError } from './usage-error.ts';

/** As much as a control plane takes. */
const MAX_BYTES = 1024 * 1024;

/** The value that a file holds, in JSON or YAML, for an argument such as `@drain.yaml`. Throws {@link CtlUsageError}. */
export async function readArgumentFile(path: string): Promise<Value> {
  try {
    const bytes = await readInput(path, { maxBytes: MAX_BYTES });
    return load(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Value;
  } catch (error) {
    const reason = error instanceof InputError ? error.message : reasonOf(error);
    throw new CtlUsageError(`Cannot read ${path}: ${reason}.`);
  }
}

/** Without the excerpt of the file that YAML errors come with. */
function reasonOf(error: unknown): string {
  const { reason, message, mark } = error as {
    reason?: string;
    message: string;
    mark?: { line: number; column: number };
  };
  const place = mark === undefined ? '' : ` in line ${mark.line + 1}, column ${mark.column + 1}`;
  return `${reason ?? message}${place}`;
}
