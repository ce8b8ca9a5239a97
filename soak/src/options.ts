import { parseArgs } from 'node:util';

/** How long and how hard the mock is kept under load. */
export interface Options {
  readonly minutes: number;
  readonly seed: number;
  /** Reads a second of each mock. */
  readonly rate: number;
  /** Whether the report becomes a page of the documentation. */
  readonly publish: boolean;
}

export const HELP = `npm run soak -- [options]

  --minutes N  how long it lasts (default: 60)
  --rate N     reads a second of each of the two mocks (default: 800)
  --seed N     what the load is drawn from (default: 1)
  --publish    write the report to docs/reference/soak.md, not to soak/reports
  --help       show this
`;

/**
 * Reads what was typed.
 *
 * @returns `undefined` if help is asked for
 * @throws Error if an option is unknown or no number that is allowed
 */
export function parseOptions(argv: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: 'string', default: '60' },
      rate: { type: 'string', default: '800' },
      seed: { type: 'string', default: '1' },
      publish: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { minutes, rate, seed, publish, help } = values;
  if (help) return undefined;
  return {
    minutes: numberOf('--minutes', minutes, 0.1, 1440),
    rate: numberOf('--rate', rate, 1, 5000),
    seed: numberOf('--seed', seed, 0, 2 ** 32 - 1),
    publish,
  };
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${name}: "${text}" is not a number from ${least} to ${most}.`);
}
