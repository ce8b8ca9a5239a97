import { parseArgs } from 'node:util';

/** What `npm run fuzz` runs. */
export interface Options {
  readonly cases: number;
  readonly seed: number;
  /** The only target that runs; all if absent. */
  readonly target: string | undefined;
}

/** @throws Error if an option is unknown or no number */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      cases: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      target: { type: 'string' },
    },
  });
  return {
    cases: wholeNumber('--cases', values.cases),
    seed: wholeNumber('--seed', values.seed),
    target: values.target,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name}: "${text}" is not a whole number.`);
  return Number(text);
}
