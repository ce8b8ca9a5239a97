import type { Answer, Imds, ImdsRequest, Outcome } from '@aemm/core';
import { aemmProfile } from '@aemm/core';
import type { ServerOptions } from '../wire/build-server.ts';

/**
 * What answers the requests to the service of a category. Bytes that are not a request, and failures of the category, are
 * answered as Go's server does, which the agents of containers are built on.
 */
export function serviceResponder(imds: Imds, category: string): ServerOptions['imds'] {
  return {
    get snapshot() {
      return { ...imds.snapshot, profile: aemmProfile };
    },
    handle(request) {
      const answer = imds.serve(category, request);
      return { outcome: outcomeOf(answer, request), answer };
    },
    refuse: (status) => exchangeOf({ kind: 'malformed', status }),
    fail: () => exchangeOf({ kind: 'failed' }),
  };
}

function exchangeOf(outcome: Outcome): { outcome: Outcome; answer: Answer } {
  return { outcome, answer: aemmProfile.render(outcome) };
}

/** The nearest that a request to the metadata service could result in. */
function outcomeOf({ status, body }: Answer, { path }: ImdsRequest): Outcome {
  if (status === 404) return { kind: 'absent' };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { kind: 'leaf', path, content: { kind: 'bytes', bytes } };
}
