import { toPrintable } from '@aemm/config/printable';
import type { FlagTable } from './flag-table.ts';
import type { InvocationError } from './invocation.ts';
import type { CliShape, CommandShape } from './shape.ts';

/** What became of the words that follow a command. */
export interface ReadWords {
  /** Those that it is given. */
  readonly taken: readonly string[];
  /** Those that it has no use for. */
  readonly unused: readonly string[];
  readonly error?: InvocationError;
}

/**
 * Gives the words to the arguments of a command. What starts a mock drops the rest, as AEMM does; other commands, which
 * AEMM does not have, refuse it.
 */
export function readWords(
  words: readonly string[],
  command: CommandShape | undefined,
  cli: CliShape,
): ReadWords {
  if (command?.arguments === undefined && command?.refusesWords !== true) {
    return { taken: [], unused: words };
  }
  const { arguments: expected = [], variadic } = command;
  const place = [cli.bin, ...command.id.split(':')].join(' ');
  const missing = expected[words.length];
  if (missing?.required) {
    const name = missing.name.toUpperCase();
    const separator = command.runsCommand ? '-- ' : '';
    return refuse(`${name} is missing`, `Type ${place} ${separator}${name}.`);
  }
  const extra = variadic ? undefined : words[expected.length];
  if (extra === undefined) return { taken: words, unused: [] };
  const hint = `Run "${place} --help" to see what is allowed.`;
  return refuse(`unexpected argument ${JSON.stringify(extra)} for "${place}"`, hint);
}

function refuse(message: string, hint: string): ReadWords {
  return { taken: [], unused: [], error: { kind: 'error', message, hint } };
}

/** Warns of words that are dropped; they may have been meant as values. An empty one is an unset variable's. */
export function warnOfUnused(unused: readonly string[], table: FlagTable): readonly string[] {
  const words = unused.filter((word) => word !== '');
  if (words.length === 0) return [];
  const [what, are] = words.length === 1 ? ['word', 'is'] : ['words', 'are'];
  const quoted = words.map((word) => JSON.stringify(word)).join(', ');
  const meant = words.flatMap((word) => {
    const flag = table.flags.find(({ choices }) => choices?.includes(word));
    return flag === undefined ? [] : [`--${flag.name} ${word}`];
  });
  const hint = meant.length === 0 ? '' : ` Did you mean ${meant.join(' ')}?`;
  return [toPrintable(`Warning: the ${what} ${quoted} ${are} not used.${hint}`)];
}
