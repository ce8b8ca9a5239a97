import type { ImdsEvent } from '@aemm/core';
import type { RequestFacts } from './request-facts.ts';

/** How a log phrases things. Each line ends with a newline and contains no other. */
export interface Lines {
  message(now: number, text: string): string;
  request(
    now: number,
    method: string,
    target: string,
    status: number,
    client: string,
    facts: RequestFacts,
  ): string;
  event(now: number, event: ImdsEvent): string;
  failure(now: number, method: string, target: string, error: unknown): string;
}
