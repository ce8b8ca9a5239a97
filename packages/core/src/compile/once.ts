/** A function that makes its result when it is first called, and then keeps that alone. */
export function once<T>(make: () => T): () => T {
  let pending: (() => T) | undefined = make;
  let made: T;
  return () => {
    if (pending !== undefined) {
      made = pending();
      pending = undefined;
    }
    return made;
  };
}
