import type { Origin } from './origin.ts';

/** One line on a value that is not allowed, in the words that AEMM has for flags. */
export function describeInvalid(
  value: unknown,
  key: string,
  { source, where = '' }: Origin,
  allowed: string,
): string {
  const shown = quote(value);
  const end = `Allowed value(s): ${allowed}.`;
  switch (source) {
    case 'flag':
      return `Invalid CLI input ${shown} for flag ${where.replace(/^--/, '')}. ${end}`;
    case 'environment':
      return `Invalid environment input ${shown} for variable ${where}. ${end}`;
    default:
      return `Invalid config file input ${shown} for key ${key} in ${where}. ${end}`;
  }
}

const LONGEST_QUOTE = 80;

/** A value as a message shows it: text in quotes, anything else as JSON, never longer than a line has room for. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
