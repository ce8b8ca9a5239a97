import { parseInput } from '../contract/parse-input.ts';
import type { FleetSelection } from '../control/instances.ts';
import { FleetSelectionSchema } from '../control/instances.ts';
import type { Draw } from '../instance/draw.ts';
import { createGlob } from '../requests/glob.ts';
import type { Member } from './members.ts';

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
