import { executionAsyncResource } from 'node:async_hooks';

/**
 * Holds one of the objects that `process.nextTick` makes, and by it their hidden class.
 *
 * V8 forgets a hidden class when a full collection finds no object of it. For these objects, which Node 24 makes about
 * five times a request with three symbols for keys, it then never learns again: each key is defined by a call into the
 * runtime, a third of the server's throughput. A mock that is started under memory pressure meets such a collection
 * before its first request.
 */
export function holdTickShape(): { readonly tick?: object } {
  const held: { tick?: object } = {};
  process.nextTick(() => {
    held.tick = executionAsyncResource();
  });
  return held;
}
