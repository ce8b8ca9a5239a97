import type { Said } from './origin.ts';

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the value at a key stands in the file that was read, where its format can tell. */
export type Locate = (path: readonly string[]) => Promise<Position | undefined>;

/** Something that was said and is not allowed. */
export interface Problem {
  readonly said: Said;
  /** What the user is told after where the mistake is. */
  readonly advice: string;
  /** `true`: the value is not to be shown, whatever its key. */
  readonly hidden?: boolean;
}

/** Something that the user should know and that stops nothing. */
export interface Warning {
  readonly text: string;
  /** The key that it is about, if a known one may have been meant. */
  readonly unknown?: readonly string[];
}
