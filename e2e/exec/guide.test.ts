import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { tempTree } from '@aemm/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { GUARD, NO_NETWORK, OWN_NETWORK, works } from './support/namespaces.ts';

const GUIDES = ['run-anything', 'container-credentials']
  .map((name) => readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), 'utf8'))
  .join('\n');

/** What the guides show of a terminal: commands behind `$`, each with its output. */
const SESSIONS = [...GUIDES.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text = '']) =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = '', ...output] = step.split('\n');
      return { command, output: output.join('\n') };
    }),
);

const bin = tempTree({
  'ec2-metadata-mock': `#!/bin/sh\nexec '${process.execPath}' '${BINARY}' "$@"\n`,
});
chmodSync(bin.join('ec2-metadata-mock'), 0o755);
afterAll(() => bin.remove());

const MARK = '<end of output>';

/** Types the commands into one shell, in a network of its own, and returns the output of each. */
function type(commands: readonly string[]): readonly string[] {
  const steps = commands.map((command) => `${command}\nstatus=$?; echo '${MARK}'; (exit $status)`);
  const script = [GUARD, 'ip link set lo up', 'exec 2>&1', ...steps].join('\n');
  const [program = '', ...options] = OWN_NETWORK;
  const { stdout } = spawnSync(program, [...options, 'bash', '-c', script], {
    encoding: 'utf8',
    env: {
      PATH: `${bin.path}:${process.env.PATH}`,
      HOME: bin.path,
      ...(process.env.PYENV_ROOT && { PYENV_ROOT: process.env.PYENV_ROOT }),
    },
    timeout: 50_000,
  });
  return stdout.split(`${MARK}\n`).slice(0, -1).map(mask);
}

/** Without what differs from run to run. */
function mask(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/curl\/[\d.]+/g, 'curl/VERSION')
    .replace(/"20\d\d-\d\d-\d\dT[\d:]{8}Z"/g, '"TIME"')
    .replace(/ +$/gm, '');
}

function whyNot(commands: readonly string[]): string {
  const missing = ['bash', 'curl', ...(commands.some((line) => / aws /.test(line)) ? ['aws'] : [])];
  const name = missing.find((one) => !works(one, '--version'));
  return name === undefined ? NO_NETWORK : ` (skipped: there is no ${name} on the PATH)`;
}

describe('what the guides show is what happens:', () => {
  test('in several sessions', () => {
    expect(SESSIONS.length).toBeGreaterThan(5);
  });

  for (const session of SESSIONS) {
    const commands = session.map(({ command }) => command);
    const why = whyNot(commands);
    test.skipIf(why !== '')(`${commands.at(-1)}${why}`, () => {
      const typed = type(commands);
      // A last line without an end is completed by the page.
      expect(typed.map((text) => text.replace(/\n?$/, '\n'))).toEqual(
        session.map(({ output }) => output.replace(/\n?$/, '\n')),
      );
    });
  }
});
