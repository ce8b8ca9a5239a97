import type { Locate, Position } from '../../model/finding.ts';

/** A key that its object already has, and the place of the repetition. */
export interface RepeatedKey {
  readonly key: string;
  readonly position: Position;
}

/** A parsed text. */
export interface Parsed {
  readonly value: unknown;
  /** The same with each number as it was typed; absent if they all print like that, or if the parser loses it. */
  readonly typed?: unknown;
  /** Keys that are given twice in one object, where the format lets the last one count. */
  findRepeated(): Promise<readonly RepeatedKey[]>;
  readonly locate: Locate;
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

/** The place of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
