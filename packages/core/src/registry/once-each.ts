/**
 * As `make`, which is called once for each object: only for what follows from an object that does not change.
 *
 * @param make - what else it is given must not matter for what it returns
 */
export function onceEach<K extends object, V extends object | string, More extends unknown[]>(
  make: (key: K, ...more: More) => V,
): (key: K, ...more: More) => V {
  const made = new WeakMap<K, V>();
  return (key, ...more) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key, ...more);
    made.set(key, value);
    return value;
  };
}
