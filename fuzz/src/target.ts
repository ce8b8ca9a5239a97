import type { Arbitrary } from 'fast-check';

/** A part of the product that is given hostile input. A target is one file, listed in `targets/index.ts`. */
export interface Target<Case> {
  /** Its name for `--target`, and the name of the folder of its kept cases. */
  readonly name: string;
  /** How many of a thousand cases it gets when all targets run. */
  readonly share: number;
  /** Makes the cases. A case is plain JSON, so that it can be kept. */
  readonly cases: Arbitrary<Case>;
  /** Starts what is tested. */
  open(): Promise<Session<Case>>;
}

/** A target that runs. */
export interface Session<Case> {
  /** Runs a case. Returns each violation of an invariant as one line; none if all hold. */
  check(input: Case): Promise<readonly string[]>;
  /** Stops what is tested. Returns what is wrong after all cases, such as connections that are left. */
  close(): Promise<readonly string[]>;
}

/** A target whose cases nothing outside of it looks into. */
// biome-ignore lint/suspicious/noExplicitAny: a list of targets whose cases differ
export type AnyTarget = Target<any>;
