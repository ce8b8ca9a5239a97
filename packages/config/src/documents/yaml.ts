import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Parsed, Position } from './document.ts';
import { DocumentError } from './document.ts';

/** Reads YAML 1.2, with merge keys, which Go's parser knows too. */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    intAsBigInt: true,
    logLevel: 'error',
    merge: true,
  });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [first] = document.errors;
  if (first !== undefined) throw new DocumentError(wordsOf(first), positionOf(first.pos[0]));
  return {
    value: toValue(document),
    findRepeated: async () => [],
    async locate(path) {
      const node = document.getIn(path, true);
      const offset = isNode(node) ? node.range?.[0] : undefined;
      return offset === undefined ? undefined : positionOf(offset);
    },
  };
}

/** Aliases are counted, so that a small file cannot grow without bound. */
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new DocumentError(lowerFirst(error instanceof Error ? error.message : String(error)));
  }
}

function wordsOf({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'DUPLICATE_KEY') return 'this key is given twice';
  if (code === 'MULTIPLE_DOCS') return 'expected one document, not several';
  return lowerFirst(message);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
