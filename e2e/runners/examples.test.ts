import { dirname, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runProgram } from '../third-party/support/run-program.ts';
import { findGoCache, findOnPath } from './support/on-path.ts';
import { BUN, DENO } from './support/toolchain.ts';

/** The examples of test runners, and what each prints when its tests pass. */
const runners = [
  { runner: 'vitest', passed: /Tests +2 passed/ },
  { runner: 'jest', passed: /Tests: +2 passed, 2 total/ },
  { runner: 'jest-esm', passed: /Tests: +2 passed, 2 total/, posix: true },
  { runner: 'ts-jest', passed: /Tests: +2 passed, 2 total/ },
  { runner: 'node-test', passed: /^\S+ pass 2$/m },
  { runner: 'mocha', passed: /^ *2 passing/m },
  { runner: 'bun', passed: /^ *2 pass$/m, program: BUN },
  { runner: 'deno', passed: /2 passed \| 0 failed/, program: DENO },
  { runner: 'python', passed: /^Ran 1 test.*^OK$/ms, program: findOnPath('python3'), posix: true },
  { runner: 'shell', passed: /"action": "stop"/, program: findOnPath('curl'), posix: true },
  { runner: 'go', passed: /^ok\s/m, program: findOnPath('go'), posix: true },
].map((each) => ({ ...each, skipped: whyNot(each) }));

// [C46] Each has a test that never closes its mock: a run that is kept from ending by it is ended, and fails.
test.each(runners.filter(({ skipped }) => skipped === undefined))(
  'the tests of the example for $runner pass, and the run ends',
  async ({ runner, passed, program }) => {
    const cwd = join(inject('installed'), runner);
    const path = program === undefined ? [] : [dirname(program)];
    const env = runner === 'go' ? findGoCache() : {};
    const { exitCode, output } = await runProgram('npm', ['test'], { cwd, path, env });

    expect(output).toMatch(passed);
    expect(output).not.toMatch(/did not exit|force exited|leak/i);
    expect(exitCode).toBe(0);
  },
);

for (const { runner, skipped } of runners) {
  if (skipped !== undefined) test.skip(`the example for ${runner}: ${skipped}`);
}

function whyNot(each: { runner: string; posix?: boolean; program?: string | undefined }) {
  if ('program' in each && each.program === undefined) {
    return `there is no ${each.runner} for this machine in the lock file or on the PATH`;
  }
  if (each.posix === true && process.platform === 'win32') {
    return 'its script is one of a POSIX shell';
  }
  return undefined;
}
