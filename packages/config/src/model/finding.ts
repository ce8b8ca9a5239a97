import type { Assignment } from './origin.ts';

/** A position in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What to find in a file: the value at a path, or the last key of the path itself. */
export interface Place {
  readonly path: readonly string[];
  readonly part: 'key' | 'value';
}

/** Finds places in the file that was read; `undefined` where the parser of its format knows no positions. */
export type Locate = (places: readonly Place[]) => Promise<readonly (Position | undefined)[]>;

/** A configured value that is not allowed. */
export interface Problem {
  readonly assignment: Assignment;
  /** Another configured value that it conflicts with. */
  readonly conflict?: Assignment;
  /** Where it is, if that is in another file than the configuration. */
  readonly position?: Position | undefined;
  /** The end of the message, after the place of the mistake: what is allowed. */
  readonly advice: string;
  /** `true`: the message does not show the value, whatever its key. */
  readonly hidden?: boolean;
}

/** A finding that stops nothing. */
export interface Warning {
  /** The message, or how to write it with the place of `key`: `aemm.json:3:5`. */
  readonly text: string | ((place: string) => string);
  /** The file, and the key in it, as written, that the message is about. */
  readonly key?: { readonly file: string; readonly path: readonly string[] };
  /** The path of a key, if a known one may have been meant. */
  readonly unknown?: readonly string[];
}
