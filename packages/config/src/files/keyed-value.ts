import type { Value } from '@aemm/core';
import { isFields } from '@aemm/core';

/**
 * What a file holds of a key, which stands alone in the file or below the key, as in a config file.
 *
 * @param key - in lower case; the file may have it in any
 * @returns the key as it is written if it is there, and the value
 */
export function keyedValue(whole: Value, key: string): readonly [string | undefined, Value] {
  const entries = isFields(whole) ? Object.entries(whole) : [];
  return entries.find(([name]) => name.toLowerCase() === key) ?? [undefined, whole];
}
