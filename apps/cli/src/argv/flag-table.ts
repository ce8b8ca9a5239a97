import type { FlagShape } from './shape.ts';

/** Finds flags as they are typed. */
export interface FlagTable {
  /** Every flag, the nearest first. */
  readonly flags: readonly FlagShape[];
  /** The flag of a long form, without dashes. */
  long(name: string): FlagShape | undefined;
  /** The flag of a one-letter form. */
  short(char: string): FlagShape | undefined;
}

/** Every command has it. */
export const HELP: FlagShape = { name: 'help', char: 'h', type: 'boolean' };

/** The root has it. */
export const VERSION: FlagShape = { name: 'version', char: 'v', type: 'boolean' };

/** Builds the table of some flags; where two have the same name or letter, the first counts. */
export function createFlagTable(flags: readonly FlagShape[]): FlagTable {
  const nearestFirst = [...flags].reverse();
  const byName = new Map(nearestFirst.map((flag) => [flag.name, flag]));
  const byChar = new Map(nearestFirst.map((flag) => [flag.char, flag]));
  return {
    flags,
    long: (name) => byName.get(name),
    short: (char) => byChar.get(char),
  };
}
