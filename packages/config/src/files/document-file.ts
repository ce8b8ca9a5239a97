import { extname } from 'node:path';
import type { Locate } from '../model/finding.ts';
import { DocumentError } from './documents/document.ts';
import type { PlainDocument, Source } from './documents/parse-document.ts';
import { locateInDocument, readDocument } from './documents/read-document.ts';
import { limitsFor, totalMemory } from './limits.ts';

/** The content of a file in JSON, YAML or TOML. */
export interface DocumentFile extends PlainDocument {
  readonly locate: Locate;
}

/**
 * Parses the content of a file.
 *
 * @throws DocumentError
 */
export async function parseFile(path: string, bytes: Uint8Array): Promise<DocumentFile> {
  const text = decode(bytes);
  const limits = limitsFor(totalMemory());
  const source: Source = { text, extension: extname(path), maxEntries: limits.maxEntries };
  const locate: Locate = (places) =>
    // A message without a position is better than none.
    locateInDocument(source, places, limits).catch(() => []);
  if (text.trim() === '') return { value: null, binary: [], repeated: [], locate };
  return { ...(await readDocument(source, limits)), locate };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DocumentError('it is not UTF-8 text');
  }
}
