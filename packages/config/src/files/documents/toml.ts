import { parse, TomlError } from 'smol-toml';
import type { Parsed } from './document.ts';
import { DocumentError } from './document.ts';
import { TOO_DEEP } from './plain.ts';

/** Parses TOML 1.0. */
export function parseToml(text: string): Parsed {
  try {
    const value = parse(text, { integersAsBigInt: 'asNeeded' });
    return { value, findRepeated: async () => [], locate: async () => undefined };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column } = error;
    throw new DocumentError(messageOf(error.message), { line, column });
  }
}

/** Without the preamble, and without the excerpt that follows on lines of its own. */
function messageOf(message: string): string {
  if (message.includes('excessively nested')) return TOO_DEEP;
  return (message.split('\n')[0] ?? message).replace(/^Invalid TOML document: /, '');
}
