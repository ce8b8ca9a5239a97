import type { Document, YAMLMap } from 'yaml';
import { isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Position } from '../../model/finding.ts';
import type { Parsed } from './document.ts';
import { DocumentError } from './document.ts';
import { TOO_DEEP } from './plain.ts';

/** Parses YAML 1.2, with merge keys, which Go's parser supports too. */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    intAsBigInt: true,
    logLevel: 'error',
    merge: true,
    // Checked below: the library compares each key with every other.
    uniqueKeys: false,
  });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [first] = document.errors;
  if (first !== undefined) throw new DocumentError(messageOf(first), positionOf(first.pos[0]));
  // A key is text.
  writeNumbersAsTyped(document, (place) => place === 'key');
  const repeated = findRepeated(document);
  if (repeated !== undefined)
    throw new DocumentError('this key is given twice', positionOf(repeated));
  const value = toValue(document);
  const differs = writeNumbersAsTyped(document, (place) => place !== 'key');
  return {
    value,
    typed: differs ? toValue(document) : undefined,
    findRepeated: async () => [],
    async locate(path) {
      const node = document.getIn(path, true);
      const offset = isNode(node) ? node.range?.[0] : undefined;
      return offset === undefined ? undefined : positionOf(offset);
    },
  };
}

/** Turns each number into its source text where that differs from how it prints, and returns whether there were any. */
function writeNumbersAsTyped(
  document: Document,
  isTarget: (place: number | 'key' | 'value' | null) => boolean,
): boolean {
  let differs = false;
  visit(document, {
    Scalar(place, scalar) {
      const { value, source } = scalar;
      const isNumber = typeof value === 'number' || typeof value === 'bigint';
      if (!isNumber || source === undefined || source === String(value) || !isTarget(place)) return;
      scalar.value = source;
      differs = true;
    },
  });
  return differs;
}

/** The offset of the first key that its map already has. */
function findRepeated(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Map(_, map) {
      offset ??= repeatedIn(map);
      return offset === undefined ? undefined : visit.BREAK;
    },
  });
  return offset;
}

function repeatedIn({ items }: YAMLMap): number | undefined {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key) || key.value === '<<') continue;
    if (seen.has(key.value)) return key.range?.[0];
    seen.add(key.value);
  }
  return undefined;
}

/** Aliases are counted, so that a small file cannot grow without bound. */
function toValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new DocumentError(withoutSource(error instanceof Error ? error.message : String(error)));
  }
}

function messageOf({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  if (code === 'MULTIPLE_DOCS') return 'expected one document, not several';
  return withoutSource(message);
}

/** What follows a colon is quoted from the file, which may hold secrets. */
function withoutSource(message: string): string {
  const [words = message] = message.split(': ', 1);
  return words.charAt(0).toLowerCase() + words.slice(1);
}
