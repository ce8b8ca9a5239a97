import type { Imds } from '@aemm/core';
import { aemmProfile } from '@aemm/core';
import type { Responder } from '../wire/responder.ts';

/**
 * What answers the requests to the service of a category. Bytes that are not a request, and failures of the category, are
 * answered as Go's server does, which the agents of containers are built on.
 */
export function serviceResponder(imds: Imds, category: string): Responder {
  return {
    snapshot: { profile: aemmProfile },
    handle: (request) => ({ answer: imds.serve(category, request) }),
    refuse: (status) => ({ answer: aemmProfile.render({ kind: 'malformed', status }) }),
    fail: () => ({ answer: aemmProfile.render({ kind: 'failed' }) }),
  };
}
