import * as z from 'zod/mini';
import type { RequestMatcher } from '../requests/matcher.ts';
import { matcherFields } from '../requests/matcher.ts';
import { parseDuration } from '../text/duration.ts';
import { parseTime } from '../text/time.ts';
import { parseLatency } from './latency.ts';

/**
 * Something that goes wrong on purpose: for which requests (the fields of {@link RequestMatcher}), when, and what.
 *
 * It does one of `status`, `body`, `truncate` and `contentType` (which combine), `reset`, `hang`, `close`,
 * `rejectTokens`, `rate` and `refuse`; `latency` alone, or with any but the last two.
 *
 * @public
 */
export interface Fault extends RequestMatcher {
  /** Its name; generated if absent. */
  readonly name?: string | undefined;
  /** How many requests it strikes; absent: any number. */
  readonly times?: number | undefined;
  /** The share of requests that it strikes, from 0 to 1, drawn from the seed. */
  readonly share?: number | undefined;
  /** From when: a duration since the mock started, or a time in RFC 3339. */
  readonly from?: string | undefined;
  /** Until when, itself not included: a duration since the mock started, or a time in RFC 3339. */
  readonly until?: string | undefined;
  /** How long an answer waits: `200ms`, a spread as `200ms..2s`, or milliseconds. */
  readonly latency?: string | number | undefined;
  /** The status of the answer, from 400 to 599, with the page that the profile has for it. */
  readonly status?: number | undefined;
  /** The body of the answer. */
  readonly body?: string | undefined;
  /** How many bytes of the body are sent before the connection is closed. */
  readonly truncate?: number | undefined;
  /** The content type of the answer. */
  readonly contentType?: string | undefined;
  /** The connection is reset. */
  readonly reset?: true | undefined;
  /** The request is never answered. */
  readonly hang?: true | undefined;
  /** The connection is closed without an answer. */
  readonly close?: true | undefined;
  /** Valid tokens are refused with 401. */
  readonly rejectTokens?: true | undefined;
  /** Requests a second; those beyond are never answered. */
  readonly rate?: number | undefined;
  /** Connections are refused, as if nothing listened. */
  readonly refuse?: true | undefined;
}

/** What changes an answer; these combine. */
const CHANGES = ['status', 'body', 'truncate', 'contentType'] as const;

/** What happens instead of an answer, one at a time. */
const EFFECTS = ['reset', 'hang', 'close', 'rejectTokens', 'rate', 'refuse'] as const;

/** What a fault does that holds before there is a request. */
const ALLOWED_WITH_REFUSE: readonly string[] = ['refuse', 'name', 'from', 'until'];

const isMoment = (text: string): boolean =>
  parseDuration(text) !== undefined || parseTime(text) !== undefined;

const MOMENT = 'a duration since the start such as 90s, or a time such as 2026-01-01T00:00:00Z';

const moment = (meaning: string) =>
  z.optional(z.string(MOMENT).check(z.refine(isMoment, MOMENT), z.describe(meaning)));

const yes = (meaning: string) => z.optional(z.literal(true, 'true').check(z.describe(meaning)));

const positive = (meaning: string) =>
  z.optional(z.int(COUNT).check(z.minimum(1, COUNT), z.describe(meaning)));

const NAME = 'a name of letters, digits, dots, dashes and underscores, and not of dots alone';
/** Of dots alone, a part of a URL is left out by clients. */
const NAME_PATTERN = /^(?!\.+$)[\w.-]{1,64}$/;
const LATENCY = 'milliseconds, a duration such as 200ms, or a spread such as 200ms..2s';
const CONTENT_TYPE = 'a content type such as text/html';
const SHARE = 'a number from 0 to 1';
const STATUS = 'a status from 400 to 599';
const LENGTH = 'a whole number from 0';
const COUNT = 'a whole number from 1';

/**
 * The schema of a {@link Fault}.
 *
 * @public
 */
export const FaultSchema: z.ZodMiniObject & z.ZodMiniType<Fault> = z
  .strictObject(
    {
      name: z.optional(
        z
          .string(NAME)
          .check(z.regex(NAME_PATTERN, NAME), z.describe('its name; generated if absent')),
      ),
      ...matcherFields,
      times: positive('how many requests it strikes'),
      share: z.optional(
        z
          .number(SHARE)
          .check(
            z.minimum(0, SHARE),
            z.maximum(1, SHARE),
            z.describe('the share of requests that it strikes, from 0 to 1'),
          ),
      ),
      from: moment('from when: a duration since the start of the mock, or a time in RFC 3339'),
      until: moment('until when: a duration since the start of the mock, or a time in RFC 3339'),
      latency: z.optional(
        z.union([z.string(), z.number()], LATENCY).check(
          z.refine((value) => parseLatency(value) !== undefined, LATENCY),
          z.describe('how long an answer waits: milliseconds, 200ms, or a spread as 200ms..2s'),
        ),
      ),
      status: z.optional(
        z
          .int(STATUS)
          .check(
            z.minimum(400, STATUS),
            z.maximum(599, STATUS),
            z.describe('the status of the answer'),
          ),
      ),
      body: z.optional(z.string('text').check(z.describe('the body of the answer'))),
      truncate: z.optional(
        z
          .int(LENGTH)
          .check(
            z.minimum(0, LENGTH),
            z.describe('how many bytes of the body are sent before the connection is closed'),
          ),
      ),
      contentType: z.optional(
        z
          .string(CONTENT_TYPE)
          .check(
            z.regex(/^[\x20-\x7e]+$/, CONTENT_TYPE),
            z.describe('the content type of the answer'),
          ),
      ),
      reset: yes('whether the connection is reset'),
      hang: yes('whether the request is never answered'),
      close: yes('whether the connection is closed without an answer'),
      rejectTokens: yes('whether valid tokens are refused with 401'),
      rate: positive('requests a second; those beyond are never answered'),
      refuse: yes('whether connections are refused, as if nothing listened'),
    },
    { error: describeUnknown },
  )
  .check(
    z.superRefine((fault, context) => {
      for (const message of findConflicts(fault)) context.addIssue({ code: 'custom', message });
    }),
  );

/**
 * The schema of a list of faults, no two of which have the same name.
 *
 * @public
 */
export const FaultListSchema: z.ZodMiniType<Fault[]> = z
  .array(FaultSchema, 'a list of faults')
  .check(
    z.superRefine((faults, context) => {
      const names = new Set<string>();
      for (const [index, { name }] of faults.entries()) {
        if (name !== undefined && names.has(name)) {
          const message = 'a name that no other fault has';
          context.addIssue({ code: 'custom', path: [index, 'name'], message });
        }
        if (name !== undefined) names.add(name);
      }
    }),
  );

interface RawIssue {
  readonly code?: string;
  readonly keys?: readonly string[];
}

function describeUnknown({ code, keys = [] }: RawIssue): string | undefined {
  if (code !== 'unrecognized_keys') return 'a fault as an object';
  const names = keys.map((key) => JSON.stringify(key)).join(', ');
  return `a fault has no ${names}; it has ${Object.keys(FaultSchema.shape).join(', ')}`;
}

/** What of a fault cannot be together. */
function findConflicts(fault: Fault): string[] {
  const has = (name: keyof Fault): boolean => fault[name] !== undefined;
  const effects = EFFECTS.filter(has);
  const changes = CHANGES.filter(has);
  const kinds = [...effects, ...changes.slice(0, 1)];
  if (kinds.length === 0 && !has('latency')) {
    return [`a fault needs latency, or one of ${[...CHANGES, ...EFFECTS].join(', ')}`];
  }
  if (kinds.length > 1) return [`${kinds.join(' and ')} exclude each other`];
  if (isReversed(fault)) return ['until has to be later than from'];
  if (has('refuse')) {
    const others = Object.keys(fault).filter((name) => !ALLOWED_WITH_REFUSE.includes(name));
    if (others.length > 0)
      return [`refuse goes with name, from and until only, not ${others.join(', ')}`];
  }
  const useless =
    has('rate') || has('hang') ? ['latency'].filter((name) => has(name as 'latency')) : [];
  if (has('rate')) useless.push(...(['times', 'share'] as const).filter(has));
  return useless.map((name) => `${name} has no effect with ${effects[0]}`);
}

/** Whether a fault ends before it begins. Of a duration and a time only a mock that runs knows. */
function isReversed({ from, until }: Fault): boolean {
  if (from === undefined || until === undefined) return false;
  return [parseDuration, parseTime].some((read) => {
    const [begin, end] = [read(from), read(until)];
    return begin !== undefined && end !== undefined && end <= begin;
  });
}
