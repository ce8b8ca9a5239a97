import type { Assignment } from './origin.ts';

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the value at a key stands in the file that was read, where its format can tell. */
export type Locate = (path: readonly string[]) => Promise<Position | undefined>;

/** A configured value that is not allowed. */
export interface Problem {
  readonly assignment: Assignment;
  /** The end of the message, after the place of the mistake: what is allowed. */
  readonly advice: string;
  /** `true`: the message does not show the value, whatever its key. */
  readonly hidden?: boolean;
}

/** A finding that stops nothing. */
export interface Warning {
  readonly text: string;
  /** The key that it is about, if a known one may have been meant. */
  readonly unknown?: readonly string[];
}
