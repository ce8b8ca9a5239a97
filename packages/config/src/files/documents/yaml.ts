import type { Event } from 'js-yaml';
import { constructFromEvents, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import type { Format } from './document.ts';
import { DocumentError, positionAt } from './document.ts';
import { MAX_DEPTH, TOO_DEEP } from './plain.ts';
import { findOffsets } from './yaml-places.ts';
import { createYamlSchema } from './yaml-schema.ts';

/** YAML 1.2, with merge keys, which Go's parser supports too. */
export const yaml: Format = {
  async parse(text) {
    let differs = false;
    const schema = createYamlSchema(() => {
      differs = true;
    });
    try {
      const events = readEvents(text);
      checkSingle(text, events);
      const [value = null] = constructFromEvents(events, { source: text, schema });
      return differs ? { value, typed: value } : { value };
    } catch (error) {
      throw error instanceof YAMLException ? toDocumentError(error) : error;
    }
  },
  async locate(text, places) {
    const offsets = findOffsets(text, readEvents(text), places);
    return offsets.map((offset) => (offset === undefined ? undefined : positionAt(text, offset)));
  },
};

function readEvents(text: string): Event[] {
  return parseEvents(text, { maxDepth: MAX_DEPTH });
}

function checkSingle(text: string, events: readonly Event[]): void {
  const second = events.findIndex(({ type }, index) => type === EVENT_ID.DOCUMENT && index > 0);
  if (second < 0) return;
  const next = events[second + 1];
  const start = next !== undefined && 'start' in next ? next.start : text.length;
  const marker = text.lastIndexOf('---', start);
  const position = marker < 0 ? undefined : positionAt(text, marker);
  throw new DocumentError('expected one document, not several', position);
}

function toDocumentError({ reason, mark }: YAMLException): DocumentError {
  const position = mark && { line: mark.line + 1, column: mark.column + 1 };
  return new DocumentError(messageOf(reason), position);
}

function messageOf(reason: string): string {
  if (reason.includes('maxDepth')) return TOO_DEEP;
  if (reason.startsWith('duplicated mapping key')) return 'this key is given twice';
  // What follows a colon or stands in quotes is from the file, which may hold secrets.
  return reason.replace(/(?:: | "| !<).*/s, '');
}
