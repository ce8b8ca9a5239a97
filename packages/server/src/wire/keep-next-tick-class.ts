import { executionAsyncResource } from 'node:async_hooks';

/**
 * Keeps V8 from forgetting the hidden class of the objects that `process.nextTick` makes, by holding on to one of them.
 *
 * A full collection that finds no object of a hidden class drops the class. For these objects, which Node 24 makes about
 * five times a request with three symbols for keys, V8 then never learns it again: each key is defined by a call into the
 * runtime, a third of the server's throughput. A mock that is started under memory pressure meets such a collection
 * before its first request.
 *
 * @returns an object that must stay reachable as long as the server
 */
export function keepNextTickClass(): { readonly tick?: object } {
  const held: { tick?: object } = {};
  process.nextTick(() => {
    held.tick = executionAsyncResource();
  });
  return held;
}
