import type { ControlPlace } from './call-control.ts';
import { findCommand, operationCommands } from './ctl-command.ts';
import { commandHelp, listHelp } from './help.ts';
import { commandOf, listActionCommands } from './run-ctl.ts';

/** Where help is shown, and of which program. */
export interface HelpOptions {
  readonly bin: string;
  readonly width: number;
}

/**
 * The lines of help on what words name: one command, or those that begin with the words; all if there are none. Throws
 * `CtlUsageError` and `ControlError`.
 */
export async function helpOn(
  words: readonly string[],
  place: ControlPlace,
  { bin, width }: HelpOptions,
): Promise<string[]> {
  const own = operationCommands();
  if (words.length === 0) {
    // Without a mock that runs, its actions are not known.
    const actions = await listActionCommands(place).catch(() => []);
    return listHelp([...own, ...actions], width);
  }
  const isOwn = own.some((command) => command.words[0] === words[0]);
  const known = isOwn ? own : await listActionCommands(place);
  const group = known.filter((command) => words.every((word, at) => command.words[at] === word));
  return group.length > 0 && findCommand(words, group) === undefined
    ? listHelp(group, width)
    : commandHelp(await commandOf(words, place), bin, width);
}
