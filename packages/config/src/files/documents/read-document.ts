import type { Place, Position } from '../../model/finding.ts';
import type { PlainDocument, Source } from './parse-document.ts';
import { locatePlaces, parseDocument } from './parse-document.ts';
import type { ThreadLimits } from './thread.ts';
import { runInThread } from './thread.ts';

/** Up to this length, parsing takes less time than starting a thread. */
const MAX_INLINE_LENGTH = 16 * 1024;

/** Does what {@link parseDocument} does, with a large text in a thread of its own. */
export async function readDocument(source: Source, limits: ThreadLimits): Promise<PlainDocument> {
  return isSmall(source) ? parseDocument(source) : runInThread({ source }, limits);
}

/** Does what {@link locatePlaces} does, with a large text in a thread of its own. */
export async function locateInDocument(
  source: Source,
  places: readonly Place[],
  limits: ThreadLimits,
): Promise<readonly (Position | undefined)[]> {
  return isSmall(source) ? locatePlaces(source, places) : runInThread({ source, places }, limits);
}

function isSmall({ text }: Source): boolean {
  return text.length <= MAX_INLINE_LENGTH;
}
