import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { LINK_LOCAL_ADDRESSES } from './addresses.ts';
import { cloudOf } from './cloud.ts';
import type { Change, HostCommand, HostFacts } from './host-commands.ts';
import { hostCommands, typed } from './host-commands.ts';

/** What is to be done, and where it is shown. */
export interface ChangeRequest {
  readonly change: Change;
  /** Whether the commands are run; otherwise they are printed. */
  readonly apply: boolean;
  /** Whether they are run on an instance of a cloud as well. */
  readonly force: boolean;
  /** Prints a line on standard output. */
  readonly print: (line: string) => void;
  /** Shows a line on standard error. */
  readonly note: (line: string) => void;
}

/** What is known of this machine. */
export function factsOfHost(): HostFacts {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    interfaces: networkInterfaces(),
  };
}

/**
 * Prints or runs the commands that change the addresses of this machine.
 *
 * @returns an error message, if it cannot be done
 */
export function changeHost(request: ChangeRequest): string | undefined {
  const { change, apply, force, note } = request;
  const facts = factsOfHost();
  const commands = hostCommands(change, facts);
  if (commands === undefined) {
    return `No commands are known for ${facts.platform}. Give ${LINK_LOCAL_ADDRESSES.join(' and ')} to its loopback interface.`;
  }
  if (commands.length === 0) {
    note(`Nothing to do: the addresses are ${change === 'up' ? 'there' : 'gone'} already.`);
    return undefined;
  }
  const warning = change === 'up' ? warningOf(cloudOf()) : undefined;
  if (warning !== undefined && apply && !force) return `${warning} --force does it all the same.`;
  if (warning !== undefined) note(`Warning: ${warning}`);
  return apply ? run(commands, note) : show(commands, request);
}

function warningOf(cloud: string | undefined): string | undefined {
  return cloud === undefined
    ? undefined
    : `This machine is an instance of ${cloud}, whose own metadata service would be out of reach for every program on it. "exec --link-local" changes nothing for others.`;
}

function show(commands: readonly HostCommand[], { change, print, note }: ChangeRequest): undefined {
  for (const command of commands) print(typed(command));
  if (process.platform === 'win32') note('These commands need an administrator.');
  if (change === 'up') note(NEXT);
}

const NEXT = `Then start a mock there: ec2-metadata-mock --hostname ${LINK_LOCAL_ADDRESSES[0]} --port 80, by sudo if the system wants that for port 80. "link-local down" undoes it.`;

function run(commands: readonly HostCommand[], note: (line: string) => void): string | undefined {
  for (const command of commands) {
    note(`+ ${typed(command)}`);
    const [program, ...args] = command;
    const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
    if (status !== 0) {
      return `${typed(command)} failed: ${error?.message ?? `exit status ${status}`}.`;
    }
  }
  return undefined;
}
