import type { Place, Position } from '../../model/finding.ts';

/** A key that its object already has, and the place of the repetition. */
export interface RepeatedKey {
  readonly key: string;
  readonly position: Position;
}

/** A number that does not print as it was typed. */
export class TypedNumber {
  /** Text if it is too large for an exact number. */
  readonly value: number | string;
  readonly typed: string;

  constructor(value: number | string, typed: string) {
    this.value = value;
    this.typed = typed;
  }
}

/** The result of a parser. */
export interface Parsed {
  /** Objects, lists and scalars; some numbers may be a {@link TypedNumber}. */
  readonly value: unknown;
  /** The same with each number as it was typed; absent if they all print like that, or if the parser loses it. */
  readonly typed?: unknown;
  /** Finds the keys that an object has twice, where the format lets the last one count. */
  findRepeated?(): Promise<readonly RepeatedKey[]>;
}

/** The parser of a format. */
export interface Format {
  /** @throws DocumentError if the text is not of this format */
  parse(text: string): Promise<Parsed>;
  /** Finds places in a text that was parsed before. */
  locate(text: string, places: readonly Place[]): Promise<readonly (Position | undefined)[]>;
}

/** A text that its format does not allow. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly position: Position | undefined;

  constructor(message: string, position?: Position) {
    super(message);
    this.position = position;
  }
}

/** The position of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
