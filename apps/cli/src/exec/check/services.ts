import type { Control, Fault } from '@aemm/core';
import type { Observe } from '../stage.ts';

/** A metadata service that gives clients trouble. */
export interface AwkwardService {
  /** What it is called in the report. */
  readonly name: string;
  /** What goes wrong. */
  readonly fault?: Fault;
  /** How far its clock is ahead: a duration. */
  readonly ahead?: string;
  /** Whether a token is revoked once it has been good for a read. */
  readonly revokes?: true;
}

/** More than a client has to hold: the longest value of the real service, user data, has 16 KiB. */
const LONG = 8 * 1024 * 1024;

const NOT_FOUND = '<!DOCTYPE html>\n<title>Error 404 (Not Found)</title>\n';

/** The services of a check, in their order. */
export const AWKWARD_SERVICES: readonly AwkwardService[] = [
  { name: 'black hole', fault: { hang: true } },
  { name: 'late', fault: { latency: '3s' } },
  { name: '503 twice', fault: { status: 503, times: 2 } },
  { name: 'token revoked', revokes: true },
  {
    name: "another cloud's",
    fault: { status: 404, body: NOT_FOUND, contentType: 'text/html; charset=utf-8' },
  },
  { name: 'over-long body', fault: { method: 'GET', body: 'x'.repeat(LONG) } },
  { name: 'clock ahead', ahead: '24h' },
];

/** Makes a service of a mock that is as it was at its start, and returns what has to see its requests. */
export function arrange({ fault, ahead, revokes }: AwkwardService, control: Control): Observe {
  if (fault !== undefined) control.fault(fault);
  if (ahead !== undefined) control.clock.advance(ahead);
  let isDone = revokes === undefined;
  return ({ method, hasToken, status }) => {
    if (isDone || method !== 'GET' || !hasToken || status !== 200) return;
    isDone = true;
    control.revokeTokens();
  };
}
