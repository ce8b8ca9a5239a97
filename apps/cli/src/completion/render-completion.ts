import type { InvocationError } from '../argv/invocation.ts';
import * as usageError from '../argv/usage-error.ts';
import type { CliDocs } from '../help/docs.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} as const;

/** A shell that there is a completion script for. */
export type Shell = keyof typeof SCRIPTS;

/** The shells that there are completion scripts for. */
export const SHELLS = Object.keys(SCRIPTS) as readonly Shell[];

/**
 * Reads the name of a shell, as it was typed after `completion`.
 *
 * @param bin - the name that messages call the program by
 */
export function parseShell(
  word: string | undefined,
  bin: string,
): { readonly kind: 'shell'; readonly shell: Shell } | InvocationError {
  const shell = SHELLS.find((name) => name === word);
  if (shell !== undefined) return { kind: 'shell', shell };
  if (word === undefined) {
    const hint = `Allowed: ${SHELLS.join(', ')}. Type for instance: ${bin} completion bash`;
    return { kind: 'error', message: 'completion needs the name of a shell', hint };
  }
  const message = `there is no completion for the shell ${JSON.stringify(word)}`;
  return usageError.unknownChoice(message, word, SHELLS, `${bin} completion`);
}

/**
 * Writes a completion script from what is known about the program. It suggests commands, flags, the choices of values
 * and files, and never runs the program. Its header says how to install it.
 *
 * @param names - the names that the program is installed under; that of messages if absent
 */
export function renderCompletion(
  shell: Shell,
  cli: CliDocs,
  names: readonly string[] = [cli.bin],
): string {
  return SCRIPTS[shell](cli, names);
}
