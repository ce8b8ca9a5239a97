import * as z from 'zod/mini';
import { parseInput } from '../contract/parse-input.ts';
import type { Draw } from '../instance/draw.ts';
import { createGlob } from '../requests/glob.ts';
import type { Member } from './members.ts';

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

/** Picks instances of a fleet, in its order. Throws `AEMM_INPUT_INVALID`. */
export function pickMembers(
  members: readonly Member[],
  selection: FleetSelection,
  draw: Draw,
): readonly Member[] {
  const { label, index, share } = parseInput(FleetSelectionSchema, selection, 'a selection');
  const fits = [createLabelTest(label), createIndexTest(index)];
  const found = members.filter((member) => fits.every((test) => test(member)));
  return share === undefined ? found : drawShare(found, share, draw);
}

type Test = (member: Member) => boolean;

function createLabelTest(label: string | undefined): Test {
  if (label === undefined) return () => true;
  const end = label.indexOf('=');
  const name = label.slice(0, end);
  const matches = createGlob(label.slice(end + 1));
  return (member) => {
    const { tags } = member.describe();
    return tags != null && Object.hasOwn(tags, name) && matches(tags[name] ?? '');
  };
}

function createIndexTest(range: string | undefined): Test {
  if (range === undefined) return () => true;
  const [first = 0, last = first] = range.split('-').map(Number);
  return ({ index }) => index !== undefined && index >= first && index <= last;
}

/** The share in whole instances, at least one of any. */
function drawShare(members: readonly Member[], share: number, draw: Draw): readonly Member[] {
  const count = Math.min(members.length, Math.max(1, Math.round(members.length * share)));
  const drawn = members
    .map((member) => ({ member, rank: draw(`fleet/share/${member.id}`, 16) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, count);
  const picked = new Set(drawn.map(({ member }) => member));
  return members.filter((member) => picked.has(member));
}
