import type { Node, ParseError } from 'jsonc-parser';
import type { Parsed, RepeatedKey } from './document.ts';
import { DocumentError, positionAt } from './document.ts';

/** Parses JSON. The parser that finds positions is loaded for error messages only. */
export async function parseJson(text: string): Promise<Parsed> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw await explain(text);
  }
  let root: Node | undefined;
  return {
    value,
    typed: parseAsTyped(text),
    findRepeated: async () =>
      countKeys(value) === countWrittenKeys(text) ? [] : await findRepeated(text),
    async locate(path) {
      const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
      root ??= parseTree(text);
      const node = root && findNodeAtLocation(root, [...path]);
      return node && positionAt(text, node.offset);
    },
  };
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
  InvalidSymbol: 'this is no JSON value or name; text goes in double quotes',
  InvalidNumberFormat: 'this is no number',
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
  UnexpectedEndOfNumber: 'this is no number',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'this character cannot follow a backslash',
  InvalidCharacter: 'control characters in text must be escaped',
};

async function explain(text: string): Promise<DocumentError> {
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  const words = first && EXPECTED[printParseErrorCode(first.error)];
  // The message of JSON.parse quotes the file, which may hold secrets.
  if (first === undefined || words === undefined) return new DocumentError('this is no JSON');
  return new DocumentError(words, positionAt(text, first.offset));
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
  const { getNodePath, parseTree } = await import('jsonc-parser');
  const repeated: RepeatedKey[] = [];
  const visit = (node: Node): void => {
    const seen = new Set<unknown>();
    for (const child of node.children ?? []) {
      const name = child.type === 'property' ? child.children?.[0] : undefined;
      if (name !== undefined && seen.has(name.value)) {
        const key = [...getNodePath(node), name.value].join('.');
        repeated.push({ key, position: positionAt(text, name.offset) });
      }
      seen.add(name?.value);
      visit(child);
    }
  };
  const root = parseTree(text);
  if (root !== undefined) visit(root);
  return repeated;
}
