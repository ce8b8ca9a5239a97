import * as z from 'zod/mini';
import { parseTime } from '../text/time.ts';

const TIME = 'a time in RFC 3339 such as 2026-01-01T00:00:00Z, of the years 0000 to 9999';

/**
 * The schema of a moment in the input of an action: RFC 3339. It becomes milliseconds since the Unix epoch.
 *
 * @public
 */
export const TimeInputSchema: z.ZodMiniType<number, string> = z.pipe(
  z.pipe(z.iso.datetime({ offset: true, error: TIME }), z.transform(parseTime)),
  z.number(TIME),
);
