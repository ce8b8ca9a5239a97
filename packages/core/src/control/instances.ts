import * as z from 'zod/mini';

/**
 * An instance of a fleet, as it is listed.
 *
 * @public
 */
export interface FleetInstance {
  /** Its id. */
  readonly id: string;
  /** The client, the value of the header or the port that it is for. */
  readonly match: string;
  /** Its number in the template; absent: it is listed by itself. */
  readonly index?: number;
  /** The port that it listens on; absent: that of all. */
  readonly port?: number;
}

/**
 * Which instances of a fleet are meant: those that fit every field that is given, and all if none is.
 *
 * @public
 */
export interface FleetSelection {
  /** A tag of its description: `Name=web-1`; `*` in the value stands for any characters. */
  readonly label?: string | undefined;
  /** Numbers of the template: `7`, or `0-99`, both ends included. */
  readonly index?: string | undefined;
  /** The share of them, from 0 to 1, drawn from the seed: a greater share has those of a smaller one too. */
  readonly share?: number | undefined;
}

const LABEL = 'a tag and its value such as Name=web-1';
const INDEX = 'a number such as 7, or a range such as 0-99';
const SHARE = 'a number above 0, up to 1';

/**
 * The schema of a {@link FleetSelection}.
 *
 * @public
 */
export const FleetSelectionSchema: z.ZodMiniObject & z.ZodMiniType<FleetSelection> = z.strictObject(
  {
    label: z.optional(
      z
        .string(LABEL)
        .check(z.regex(/^[^=]+=/, LABEL), z.describe('a tag and its value, which may have a *')),
    ),
    index: z.optional(
      z
        .string(INDEX)
        .check(z.regex(/^\d+(?:-\d+)?$/, INDEX), z.describe('numbers of the template: 7, or 0-99')),
    ),
    share: z.optional(
      z.number(SHARE).check(
        z.refine((share) => share > 0 && share <= 1, SHARE),
        z.describe('the share of them, up to 1, drawn from the seed'),
      ),
    ),
  },
);
