import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { tempTree } from '@aemm/testing';
import { BINARY } from '../../cli/support/binary.ts';
import { GUARD, OWN_NETWORK } from '../../exec/support/namespaces.ts';

const MARK = '<end of output>';

/** Waits, as a person does, until what was started in the background listens. */
const awaitPort = (port: number) =>
  `for i in $(seq 200); do curl -s -o /dev/null localhost:${port} && break; sleep 0.02; done`;

/** The script of a command: what it starts in the background prints to another terminal. */
function toScript(command: string): string {
  if (!command.endsWith(' &')) return command;
  const ports = command.includes(' --control') ? [1338, 1339] : [1338];
  return [`${command.slice(0, -1)} > /dev/null 2>&1 &`, ...ports.map(awaitPort)].join('\n');
}

/** Types the commands into one shell, in a network and a home of its own, and returns the output of each. */
export function type(
  commands: readonly string[],
  files: Record<string, string> = {},
): readonly string[] {
  using home = tempTree({
    ...files,
    '.bin/ec2-metadata-mock': `#!/bin/sh\nexec '${process.execPath}' '${BINARY}' "$@"\n`,
  });
  chmodSync(home.join('.bin/ec2-metadata-mock'), 0o755);
  const steps = commands.map(
    (command) => `${toScript(command)}\nstatus=$?; echo '${MARK}'; (exit $status)`,
  );
  const atEnd = `trap 'jobs=$(jobs -p); test -z "$jobs" || kill $jobs; wait' EXIT`;
  const script = [GUARD, 'ip link set lo up', 'exec 2>&1', atEnd, ...steps].join('\n');
  const [program = '', ...options] = OWN_NETWORK;
  const { stdout } = spawnSync(program, [...options, 'bash', '-c', script], {
    encoding: 'utf8',
    cwd: home.path,
    env: {
      PATH: `${home.join('.bin')}:${process.env.PATH}`,
      HOME: home.path,
      ...(process.env.PYENV_ROOT && { PYENV_ROOT: process.env.PYENV_ROOT }),
    },
    timeout: 50_000,
  });
  return stdout
    .split(`${MARK}\n`)
    .slice(0, -1)
    .map((text) => mask(text.replaceAll(home.path, '/home/me')));
}

/** Without what differs from run to run, and the line that only programs see, not terminals. */
export function mask(text: string): string {
  return text
    .replace(/^.*Warning: Config File "aemm-config" Not Found.*\n/gm, '')
    .replace(/127\.0\.0\.1:(?!13\d\d\b)\d+/g, '127.0.0.1:PORT')
    .replace(/curl\/[\d.]+/g, 'curl/VERSION')
    .replace(/\b20\d\d-\d\d-\d\dT[\d:]{8}Z/g, 'TIME')
    .replace(/ +$/gm, '');
}
