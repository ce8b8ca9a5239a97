import { parse, TomlError } from 'smol-toml';
import type { Format } from './document.ts';
import { DocumentError } from './document.ts';
import { TOO_DEEP } from './plain.ts';

/** TOML 1.0. Its parser keeps no positions. */
export const toml: Format = {
  async parse(text) {
    try {
      return { value: parse(text, { integersAsBigInt: 'asNeeded' }) };
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      const { line, column } = error;
      throw new DocumentError(messageOf(error.message), { line, column });
    }
  },
  locate: async (_, places) => places.map(() => undefined),
};

/** Without the preamble, and without the excerpt that follows on lines of its own. */
function messageOf(message: string): string {
  if (message.includes('excessively nested')) return TOO_DEEP;
  return (message.split('\n')[0] ?? message).replace(/^Invalid TOML document: /, '');
}
