import * as z from 'zod/mini';
import type { Value } from '../../contract/content.ts';
import { parseDuration } from '../../text/duration.ts';
import { parseTime } from '../../text/time.ts';
import type { Control } from '../control.ts';
import type { ControlClock } from '../control-clock.ts';
import { checkRange } from './check-range.ts';
import { anyValue, optional } from './fields.ts';
import { defineOperation } from './operation.ts';

/** The clock as JSON. */
export function clockOf({ clock }: Control): Value {
  return {
    now: new Date(clock.now()).toISOString(),
    mode: clock.mode,
    speed: clock.speed,
    pending: clock.pending() as unknown as Value,
  };
}

export const getClock = defineOperation({
  id: 'get-clock',
  summary: 'Shows the time of the mock and the notices that are pending',
  method: 'GET',
  path: '/v1/clock',
  input: z.strictObject({}),
  output: anyValue(),
  commands: [{ words: 'clock show' }],
  run: clockOf,
});

const duration = z
  .string()
  .check(
    z.refine((text) => parseDuration(text) !== undefined, 'a duration such as 2m, 1m30s and PT2M'),
  );
const time = z
  .string()
  .check(z.refine((text) => parseTime(text) !== undefined, 'a time such as 2026-01-01T00:00:00Z'));

const MOVES = ['now', 'advanceSeconds', 'advance', 'next'] as const;

export const moveClock = defineOperation({
  id: 'move-clock',
  summary: 'Moves, stops or starts the clock of the mock',
  method: 'POST',
  path: '/v1/clock',
  input: z
    .strictObject({
      mode: optional(z.enum(['running', 'frozen']), 'whether the clock runs or stands still'),
      now: optional(time, 'the time to set, in RFC 3339; it may go back'),
      advanceSeconds: optional(z.number().check(z.minimum(0)), 'seconds to move forward'),
      advance: optional(duration, 'duration to move forward, such as 2m, 1m30s and PT2M'),
      next: optional(z.literal(true), 'whether to move to the next notice'),
    })
    .check(
      z.refine(
        (input) => MOVES.filter((name) => name in input).length <= 1,
        `takes one of ${MOVES.join(', ')}`,
      ),
      z.refine(
        (input) => Object.keys(input).length > 0,
        `needs mode, or one of ${MOVES.join(', ')}`,
      ),
    ),
  output: anyValue(),
  commands: [
    { words: 'clock advance', summary: 'Moves the clock forward', args: ['advance'], only: [] },
    { words: 'clock set', summary: 'Sets the clock', args: ['now'], only: [] },
    {
      words: 'clock next',
      summary: 'Moves the clock to the next notice',
      fixed: { next: true },
      only: [],
    },
    { words: 'clock freeze', summary: 'Stops the clock', fixed: { mode: 'frozen' }, only: [] },
    { words: 'clock run', summary: 'Lets the clock run', fixed: { mode: 'running' }, only: [] },
  ],
  run(control, { mode, ...moves }) {
    const { clock } = control;
    const field = MOVES.find((name) => name in moves);
    if (field !== undefined) checkRange(field, () => move(clock, moves));
    if (mode === 'frozen') clock.freeze();
    if (mode === 'running') clock.run();
    return clockOf(control);
  },
});

/** How a clock is moved: by one of them. */
interface Moves {
  readonly now?: string | undefined;
  readonly advanceSeconds?: number | undefined;
  readonly advance?: string | undefined;
  readonly next?: true | undefined;
}

function move(clock: ControlClock, { now, advanceSeconds, advance, next }: Moves): void {
  if (now !== undefined) clock.set(now);
  if (advanceSeconds !== undefined) clock.advance(advanceSeconds);
  if (advance !== undefined) clock.advance(advance);
  if (next) clock.next();
}
