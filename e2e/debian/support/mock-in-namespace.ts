import { runInOwnNetwork } from '../../exec/support/namespaces.ts';

/** Starts the mock where the clients of an instance look for it. The guard has run before. */
const START = `
  ip addr add 169.254.169.254/32 dev lo
  "$0" "$1" -c "$2" -n 169.254.169.254 -p 80 >"$SCRATCH/mock.log" 2>&1 &
  trap "kill $!" EXIT
  wait_for_line 'on port' "$SCRATCH/mock.log"
`;

/** Runs a script in a network of its own, in which the mock has the address of the metadata service. */
export function runWithMock(
  script: string,
  configFile: string,
): ReturnType<typeof runInOwnNetwork> {
  return runInOwnNetwork(`${START}\n${script}`, [configFile]);
}

/** The programs of Debian, and none that a user has put before them on the PATH. */
export const PYTHON = '/usr/bin/python3';
