import { spawnSync } from 'node:child_process';
import { BINARY } from '../../cli/support/binary.ts';

/**
 * Ends a script unless loopback is the only device of its network. It stands before everything that names the addresses
 * of a real metadata service, so that nothing gets to one.
 */
export const GUARD = `test "$(sed 1,2d /proc/net/dev | grep -vc '^ *lo:')" = 0 || exit 99\n`;

const isRoot = process.getuid?.() === 0;

/** What runs a program in a network and with mounts of its own, as root of these. */
export const OWN_NETWORK: readonly string[] = [
  'unshare',
  ...(isRoot ? [] : ['-U', '-r']),
  '-n',
  '-m',
];

/** What runs a program as a user without privileges, also where the tests run as root. */
export const UNPRIVILEGED: readonly string[] = isRoot
  ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  : [];

/** Whether a program of the system ends well. */
export function works(...command: readonly string[]): boolean {
  const [program = '', ...args] = command;
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Why a test that needs a network of its own is skipped; empty if it is not. */
export const NO_NETWORK = works(...OWN_NETWORK, 'ip', 'link')
  ? ''
  : ' (skipped: this user may not create network namespaces, or there is no unshare or ip)';

/** Why a test that needs one without privileges is skipped; empty if it is not. */
export const NO_USER_NETWORK = whyNot();

function whyNot(): string {
  if (!works(...UNPRIVILEGED, 'unshare', '-U', '-r', '-n', 'ip', 'link')) {
    return ' (skipped: users may not create network namespaces, or there is no unshare, setpriv or ip)';
  }
  return works(...UNPRIVILEGED, process.execPath, BINARY, '--version')
    ? ''
    : ' (skipped: a user without privileges cannot read this folder)';
}

/** Runs a script in a network of its own, with nothing but loopback in it, after the guard has seen that. */
export function runInOwnNetwork(
  script: string,
  args: readonly string[] = [],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const [program = '', ...options] = OWN_NETWORK;
  const text = `${GUARD}set -e\nip link set lo up\n${script}`;
  const words = [...options, 'sh', '-c', text, process.execPath, BINARY, ...args];
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  return spawnSync(program, words, { encoding: 'utf8', env, timeout: 50_000 });
}
