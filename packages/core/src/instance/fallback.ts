/** What is configured, `null` included, or else the fallback. */
export function or<T>(given: T | undefined, fallback: T): T {
  return given === undefined ? fallback : given;
}
