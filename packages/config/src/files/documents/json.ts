import type { Node, ParseError } from 'jsonc-parser';
import type { Format, RepeatedKey } from './document.ts';
import { DocumentError, positionAt } from './document.ts';

/** JSON. The parser that knows positions is loaded only for messages. */
export const json: Format = {
  async parse(text) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw await explain(text);
    }
    const isRepeated = countKeys(value) !== countWrittenKeys(text);
    return {
      value,
      typed: parseAsTyped(text),
      ...(isRepeated && { findRepeated: () => findRepeated(text) }),
    };
  },
  async locate(text, places) {
    const { parseTree } = await import('jsonc-parser');
    const root = parseTree(text);
    return places.map(({ path, part }) => {
      const found = path.reduce<Entry | undefined>(findEntry, root && { value: root });
      const node = part === 'key' ? (found?.key ?? found?.value) : found?.value;
      return node && positionAt(text, node.offset);
    });
  },
};

interface Entry {
  readonly key?: Node | undefined;
  readonly value: Node | undefined;
}

/** Of keys that are repeated, the last one counts. */
function findEntry(outer: Entry | undefined, segment: string): Entry | undefined {
  const children = outer?.value?.children ?? [];
  if (outer?.value?.type === 'array') return { value: children[Number(segment)] };
  const property = children.findLast(({ children: [key] = [] }) => key?.value === segment);
  return property && { key: property.children?.[0], value: property.children?.[1] };
}

/** Strings first, so that digits inside a string are not taken for a number. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs;

function parseAsTyped(text: string): unknown {
  const quoted = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
  return quoted === text ? undefined : JSON.parse(quoted);
}

const EXPECTED: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not a JSON value or name; text goes in double quotes',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'expected a name in double quotes, and no comma after the last entry',
  ValueExpected: 'expected a value, and no comma after the last entry',
  ColonExpected: 'expected a colon after the name',
  CommaExpected: 'expected a comma between entries',
  CloseBraceExpected: 'expected a closing }',
  CloseBracketExpected: 'expected a closing ]',
  EndOfFileExpected: 'expected the end of the file',
  InvalidCommentToken: 'comments are not allowed in JSON',
  UnexpectedEndOfComment: 'comments are not allowed in JSON',
  UnexpectedEndOfString: 'expected a closing double quote',
  UnexpectedEndOfNumber: 'this is not a number',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'this character cannot follow a backslash',
  InvalidCharacter: 'control characters in text must be escaped',
};

async function explain(text: string): Promise<DocumentError> {
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  const message = first && EXPECTED[printParseErrorCode(first.error)];
  // The message of JSON.parse quotes the file, which may hold secrets.
  if (first === undefined || message === undefined) return new DocumentError('this is not JSON');
  return new DocumentError(message, positionAt(text, first.offset));
}

/** Strings first, so that quotes inside a string are not taken for a key. */
const STRING_OR_KEY = /"(?:[^"\\]|\\.)*"(\s*:)?/gs;

function countWrittenKeys(text: string): number {
  let count = 0;
  for (const match of text.matchAll(STRING_OR_KEY)) if (match[1] !== undefined) count++;
  return count;
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner: unknown[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const item of inner) count += countKeys(item);
  return count;
}

async function findRepeated(text: string): Promise<RepeatedKey[]> {
  const { visit } = await import('jsonc-parser');
  const repeated: RepeatedKey[] = [];
  const objects: Set<string>[] = [];
  visit(text, {
    onObjectBegin() {
      objects.push(new Set());
    },
    onObjectProperty(name, _offset, _length, line, column, pathOf) {
      const keys = objects.at(-1);
      if (keys?.has(name)) {
        const key = [...pathOf(), name].join('.');
        repeated.push({ key, position: { line: line + 1, column: column + 1 } });
      }
      keys?.add(name);
    },
    onObjectEnd() {
      objects.pop();
    },
  });
  return repeated;
}
