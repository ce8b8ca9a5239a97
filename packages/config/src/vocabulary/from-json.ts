/**
 * The value of a setting that is an object or a list, which is JSON where it is given as text, as in the environment.
 *
 * @param empty - what the empty text stands for
 * @returns text that is not JSON as it is, so that the schema refuses it
 */
export function fromJson(raw: unknown, empty: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  if (raw === '') return empty;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
