import { spawn } from 'node:child_process';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { works } from './support/namespaces.ts';

const NO_SCRIPT = works('script', '-qec', 'true', '/dev/null')
  ? ''
  : ' (skipped: there is no script of util-linux on the PATH, which makes a terminal)';

const CTRL_C = '\u0003';

/** Types into a terminal in which a line of shell runs that survives Ctrl+C, each text once the output matches; returns all output. */
function typeInto(line: string, steps: readonly (readonly [RegExp, string])[]): Promise<string> {
  const tree = tempTree({
    run: `#!/bin/sh\nexec '${process.execPath}' '${BINARY}' exec -- "$@"\n`,
  });
  onTestFinished(() => tree.remove());
  const child = spawn(
    'script',
    ['-qec', `trap : INT; ${line.replaceAll('EXEC', `sh ${tree.join('run')}`)}`, '/dev/null'],
    {
      env: { PATH: process.env.PATH, HOME: tree.path, SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let next = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const step = steps[next];
    if (step === undefined || !step[0].test(output)) return;
    next++;
    child.stdin.write(step[1]);
  });
  return new Promise((resolve) => child.once('close', () => resolve(output.replaceAll('\r', ''))));
}

test.skipIf(NO_SCRIPT !== '')(`a command reads from the terminal${NO_SCRIPT}`, async () => {
  const output = await typeInto(
    `EXEC sh -c 'echo ready; read x; echo "<$x>"; test -t 0 && echo terminal'`,
    [[/ready/, 'hello\n']],
  );
  expect(output).toContain('<hello>\nterminal\n');
});

test.skipIf(NO_SCRIPT !== '')(`Ctrl+C reaches a command once${NO_SCRIPT}`, async () => {
  // It waits after the first one, so that a second one would be seen.
  const count = `trap "echo got; n=1" INT; echo ready; until [ "$n" ]; do sleep 0.1; done; sleep 1; echo end; exit 5`;
  const output = await typeInto(`EXEC sh -c '${count}'; echo "status $?"`, [[/ready/, CTRL_C]]);
  expect(output.match(/got/g)).toHaveLength(1);
  expect(output).toContain('end\nstatus 5\n');
});

test.skipIf(NO_SCRIPT !== '')(`Ctrl+C ends a loop of the shell as well${NO_SCRIPT}`, async () => {
  const loop = `for n in 1 2 3; do EXEC sh -c "echo ready; exec sleep 30"; echo "after $n"; done`;
  const output = await typeInto(`bash -c '${loop}'; echo "status $?"`, [[/ready/, CTRL_C]]);
  expect(output).not.toContain('after');
  expect(output).toContain('status 130');
});
