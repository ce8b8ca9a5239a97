import type { Value } from '@aemm/core';
import { isFields, operations } from '@aemm/core';
import type { ControlPlace } from './call-control.ts';
import { callControl, noControlPlane } from './call-control.ts';
import type { CtlCommand } from './ctl-command.ts';
import { actionCommand, findCommand, isAction, operationCommands } from './ctl-command.ts';
import { readInput } from './read-input.ts';
import { CtlUsageError } from './usage-error.ts';

/** Runs a command line of `ctl`. Throws `CtlUsageError` and `ControlError`. */
export async function runCtl(
  argv: readonly string[],
  place: ControlPlace,
): Promise<Value | undefined> {
  const command = await commandOf(argv, place);
  const isChosen = place.instance !== undefined || place.selection !== undefined;
  if (isChosen && command.operation.id === 'list-instances') {
    throw new CtlUsageError(
      'instances lists those of the whole fleet. Leave --instance and --select out; --label, --index and --share select.',
    );
  }
  const input = await readInput(command, argv.slice(command.words.length));
  return callControl(command.operation, input, place);
}

/** How many of the instances that were selected refused, in one line; `undefined`: none. */
export function describeRefusals(
  answer: Value | undefined,
  { selection }: ControlPlace,
): string | undefined {
  if (selection === undefined || !Array.isArray(answer)) return undefined;
  const refused = answer.filter((each) => isFields(each) && 'error' in each);
  if (refused.length === 0) return undefined;
  return `${refused.length} of ${answer.length} instances refused it; their "error" says why.`;
}

/** The command that a command line names; the actions of categories are asked of the mock, which knows them. */
export async function commandOf(argv: readonly string[], place: ControlPlace): Promise<CtlCommand> {
  const own = findCommand(argv, operationCommands());
  if (own !== undefined) return own;
  const actions = await listActionCommands(place);
  const command = findCommand(argv, actions);
  if (command !== undefined) return command;
  throw new CtlUsageError(describeUnknown(argv, actions));
}

/** The commands of the actions that a mock has. */
export async function listActionCommands(place: ControlPlace): Promise<readonly CtlCommand[]> {
  const listing = operations.find(({ id }) => id === 'list-actions');
  if (listing === undefined) return [];
  // Every instance has the same.
  const listed = await callControl(listing, {}, { url: place.url, token: place.token });
  if (Array.isArray(listed) && listed.every(isAction)) return listed.map(actionCommand);
  throw noControlPlane(place.url, 'it lists no actions');
}

function describeUnknown(argv: readonly string[], actions: readonly CtlCommand[]): string {
  const typed = argv.filter((word) => !word.startsWith('-')).slice(0, 2);
  const all = [...operationCommands(), ...actions].map(({ words }) => words.join(' '));
  const near = all.filter((words) => words.split(' ')[0] === typed[0]);
  const allowed = (near.length > 0 ? near : all).join(', ');
  return `Unknown command "ctl ${typed.join(' ')}". Allowed: ${allowed}.`;
}
