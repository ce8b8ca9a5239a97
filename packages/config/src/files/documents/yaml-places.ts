import type { Event } from 'js-yaml';
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Place } from '../../model/finding.ts';

/** A document, mapping or sequence that is open, and the entry that it has come to. */
interface Frame {
  readonly isMapping: boolean;
  /** How many keys and values, or items, have been read. */
  read: number;
  key: string;
  keyOffset: number | undefined;
}

interface Entry {
  readonly path: readonly string[];
  readonly keyOffset: number | undefined;
  readonly valueOffset: number | undefined;
}

/** Finds the offsets of places in a text, given its events; `undefined` where nothing is. */
export function findOffsets(
  text: string,
  events: readonly Event[],
  places: readonly Place[],
): readonly (number | undefined)[] {
  const wanted = new Set(places.map(({ path }) => path.at(-1)));
  const found = new Map<string, Entry>();
  for (const entry of entriesOf(text, events)) {
    if (wanted.has(entry.path.at(-1))) found.set(JSON.stringify(entry.path), entry);
  }
  return places.map(({ path, part }) => {
    const { keyOffset, valueOffset } = found.get(JSON.stringify(path)) ?? {};
    return part === 'key' ? (keyOffset ?? valueOffset) : (valueOffset ?? keyOffset);
  });
}

function* entriesOf(text: string, events: readonly Event[]): Generator<Entry, void> {
  const frames: Frame[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      frames.pop();
      continue;
    }
    const frame = frames.at(-1);
    if (frame !== undefined && readEntry(frame, text, event)) {
      // The outermost frame is the document.
      const path = frames.slice(1).map(({ key }) => key);
      yield { path, keyOffset: frame.keyOffset, valueOffset: offsetOf(event) };
    }
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) {
      const isMapping = event.type === EVENT_ID.MAPPING;
      frames.push({ isMapping, read: 0, key: '', keyOffset: undefined });
    }
  }
}

/** Moves a frame on by an event, and returns whether that is a value, not a key. */
function readEntry(frame: Frame, text: string, event: Event): boolean {
  const { isMapping, read } = frame;
  const isKey = isMapping && read % 2 === 0;
  if (isKey) frame.keyOffset = offsetOf(event);
  if (isKey) frame.key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '';
  if (!isMapping) frame.key = String(read);
  frame.read++;
  return !isKey;
}

function offsetOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      const { valueStart, style } = event;
      const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
      return valueStart < 0 ? undefined : valueStart - (isQuoted ? 1 : 0);
    }
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return undefined;
  }
}
