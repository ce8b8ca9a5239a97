import type { Fleet, ImdsRequest, MockParts } from '@aemm/core';
import type { Reply, Responder } from './responder.ts';

/**
 * What answers for a fleet: the instance that a request means. What is not a request has the form of the plain one, which
 * is that of all.
 */
export function fleetResponder(fleet: Fleet): Responder {
  const { imds: plain } = fleet.plain;
  const ofOwner = ({ clock, journal }: MockParts, reply: Reply): Reply => ({
    ...reply,
    owner: { clock, journal },
  });
  return {
    get snapshot() {
      return plain.snapshot;
    },
    handle(request) {
      const found = fleet.find(request);
      return ofOwner(found, found.imds.handle(request));
    },
    refuse(status, request?: ImdsRequest) {
      if (request === undefined) return plain.refuse(status);
      const found = fleet.find(request);
      return ofOwner(found, found.imds.refuse(status, request));
    },
    fail: (request) => plain.fail(request),
  };
}
