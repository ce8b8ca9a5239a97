import { chownSync } from 'node:fs';
import type { CliResult, TempTree } from '@aemm/testing';
import { runCli, tempTree } from '@aemm/testing';
import type { Mock } from './mock.ts';
import { startMock, wordsOf } from './mock.ts';
import { readableProgram } from './readable-program.ts';

/** The user that owns nothing. */
const OTHER_USER = 65_534;

const isRoot = process.getuid?.() === 0;

/** Runs the binary as a user for whom permissions count, also where the tests run as root, as in a container. */
export async function runUnprivileged(
  typed: string,
  home: TempTree = tempTree(),
): Promise<CliResult> {
  if (!isRoot) return runCli(wordsOf(typed), { home: home.path });
  const { binary, args } = asOtherUser(home);
  return runCli([...args, ...wordsOf(typed)], { binary, home: home.path });
}

/** Starts the binary as {@link runUnprivileged} runs it. */
export async function startUnprivileged(typed: string, home: TempTree): Promise<Mock> {
  if (!isRoot) return startMock(typed, { home: home.path });
  const { binary, args } = asOtherUser(home);
  return startMock(`${args.join(' ')} ${typed}`, { binary, home: home.path });
}

function asOtherUser(home: TempTree): { binary: string; args: string[] } {
  chownSync(home.path, OTHER_USER, OTHER_USER);
  const drop = [`--reuid=${OTHER_USER}`, `--regid=${OTHER_USER}`, '--clear-groups'];
  return { binary: 'setpriv', args: [...drop, ...readableProgram()] };
}
