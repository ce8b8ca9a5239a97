import type { Answer, Exchange } from '@aemm/core';

/** The exchange of an answer that a test makes up. */
export function exchangeOf(answer: Answer): Exchange {
  return { outcome: { kind: 'absent' }, answer };
}
