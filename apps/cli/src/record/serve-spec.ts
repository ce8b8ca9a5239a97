import type { ImdsSpec, RouteFacts } from '@aemm/core';
import { createImds } from '@aemm/core';
import { createIdentitySigner, nodeMac } from '@aemm/server';
import { encodePath } from './encode-path.ts';

/** What a mock serves from its start on. */
export interface Served {
  /** The paths that have a value, those of notices that have not fired included. */
  readonly routes: readonly RouteFacts[];
  /** The body at a path, which is not encoded; `undefined` if there is none. */
  get(path: string): Uint8Array | undefined;
}

/** Asks a mock of a spec as it is at its start. */
export function serveSpec(spec: ImdsSpec): Served {
  // With a signer, as a mock has: without one there are no signatures to replace.
  const imds = createImds({ spec, mac: nodeMac, signer: createIdentitySigner() });
  return {
    routes: imds.snapshot.routes,
    get(path) {
      const request = { method: 'GET', path: encodePath(path), headers: {}, client: '' };
      const { status, body } = imds.handle(request).answer;
      return status === 200 ? Buffer.from(body as string) : undefined;
    },
  };
}

/** Whether a path has the same body at two places, or none at both. */
export function isSameBody(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Buffer.compare(one, other) === 0;
}
