import type { Cut, Strike } from '../contract/exchange.ts';
import type { Call } from '../contract/request.ts';
import { TOKEN_PATH } from '../contract/request.ts';
import type { Draw } from '../instance/draw.ts';
import { createMatcher } from '../requests/matcher.ts';
import { parseDuration } from '../text/duration.ts';
import { parseTime } from '../text/time.ts';
import type { Fault } from './fault.ts';
import type { Latency } from './latency.ts';
import { parseLatency } from './latency.ts';

/**
 * What a fault does to one request.
 *
 * @public
 */
export interface FaultEffect {
  /** How it struck. */
  readonly strike: Strike;
  /** What changes the answer. */
  readonly change?: Pick<Fault, 'status' | 'body' | 'truncate' | 'contentType' | 'rejectTokens'>;
}

/** A fault that is in force, with what it counts. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  /** How many requests it struck. */
  readonly struck: number;
  /** From when, in milliseconds since the Unix epoch. */
  readonly from: number;
  /** Until when, itself not included. */
  readonly until: number;
  /** Whether it only makes answers wait, and lets other faults act as well. */
  readonly onlyWaits: boolean;
  /** What it does to a request, counted; `undefined`: it does not strike it. */
  strike(call: Call): FaultEffect | undefined;
}

/** @param startedAt - what durations count from, in milliseconds since the Unix epoch */
export function activate(id: string, fault: Fault, startedAt: number, draw: Draw): ActiveFault {
  const matches = createMatcher(fault);
  const from = momentOf(fault.from, startedAt) ?? Number.NEGATIVE_INFINITY;
  const until = momentOf(fault.until, startedAt) ?? Number.POSITIVE_INFINITY;
  const latency = fault.latency === undefined ? undefined : parseLatency(fault.latency);
  const { times = Number.POSITIVE_INFINITY, share } = fault;
  const { cut, change } = kindOf(fault);
  const onlyWaits = cut === undefined && change === undefined;
  const passes = fault.rate === undefined ? () => false : createRate(fault.rate);
  let matched = 0;
  let struck = 0;

  /** A number from 0 up to 1, the same in every run for the same request. */
  const drawFraction = (name: string): number =>
    Number.parseInt(draw(`fault/${id}/${matched}/${name}`, 8), 16) / 2 ** 32;

  const waitOf = ({ least, most }: Latency): number =>
    least === most ? least : Math.round(least + drawFraction('latency') * (most - least));

  return {
    id,
    fault,
    from,
    until,
    onlyWaits,
    get struck() {
      return struck;
    },
    strike(call) {
      if (fault.refuse || struck >= times || call.now < from || call.now >= until) return undefined;
      if (!matches(call) || !concernsToken(fault, call)) return undefined;
      matched++;
      if (share !== undefined && drawFraction('share') >= share) return undefined;
      if (passes(call.now)) return undefined;
      struck++;
      const latencyMs = latency && waitOf(latency);
      const strike = { name: id, ...(latencyMs && { latencyMs }), ...(cut && { cut }) };
      return { strike, ...(change && { change }) };
    },
  };
}

/** The time that a fault names, in milliseconds since the Unix epoch. */
export function momentOf(text: string | undefined, startedAt: number): number | undefined {
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  return duration === undefined ? parseTime(text) : startedAt + duration;
}

/** What a fault does beside making an answer wait. */
function kindOf(fault: Fault): { readonly cut?: Cut; readonly change?: FaultEffect['change'] } {
  const { reset, close, hang, rate, status, body, truncate, contentType, rejectTokens } = fault;
  if (reset) return { cut: 'reset' };
  if (close) return { cut: 'close' };
  if (hang || rate !== undefined) return { cut: 'hang' };
  const change = { status, body, truncate, contentType, rejectTokens };
  return Object.values(change).some((value) => value !== undefined) ? { change } : {};
}

/** Whether a fault that refuses valid tokens has one to refuse. */
function concernsToken({ rejectTokens }: Fault, { token, path }: Call): boolean {
  return !rejectTokens || (token === 'valid' && path !== TOKEN_PATH);
}

/** Lets so many requests pass in each second. */
function createRate(rate: number): (now: number) => boolean {
  let second = Number.NaN;
  let passed = 0;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) [second, passed] = [current, 0];
    passed++;
    return passed <= rate;
  };
}
