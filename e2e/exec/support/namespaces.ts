import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Waits for a line of a log, and ends the script with the log where it does not come. */
const WAIT_FOR_LINE = `
  wait_for_line() { # text, log
    for _ in $(seq 200); do
      if grep -qs "$1" "$2"; then return; fi
      sleep 0.05
    done
    echo "There is no '$1' in $2:" >&2
    cat "$2" >&2
    exit 1
  }
`;

/**
 * Runs a script in a network of its own, with nothing but loopback in it, after the guard has seen that. Its files belong
 * in `$SCRATCH`; no mount may cover `/tmp`, since what is tested may lie there.
 */
export function runInOwnNetwork(
  script: string,
  args: readonly string[] = [],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const [program = '', ...options] = OWN_NETWORK;
  const text = `${GUARD}set -e\nip link set lo up\n${WAIT_FOR_LINE}\n${script}`;
  const words = [...options, 'sh', '-c', text, process.execPath, BINARY, ...args];
  const scratch = mkdtempSync(join(tmpdir(), 'aemm-network-'));
  chmodSync(scratch, 0o755);
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', SCRATCH: scratch };
  try {
    return spawnSync(program, words, { encoding: 'utf8', env, timeout: 50_000 });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
