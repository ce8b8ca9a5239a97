import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { BINARY } from '../cli/support/binary.ts';
import { GUARD, NO_NETWORK, OWN_NETWORK, works } from '../exec/support/namespaces.ts';

interface Pipeline {
  readonly jobs?: { readonly test: { readonly steps: readonly Step[] } };
  readonly test?: {
    readonly script: readonly string[];
    readonly services?: readonly { readonly alias: string; readonly command: readonly string[] }[];
    readonly variables?: Readonly<Record<string, string>>;
  };
}

interface Step {
  readonly run?: string;
  readonly if?: string;
}

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/guides/ci.md'), 'utf8');
const [single, severalSteps, gitlab, service] = [
  ...GUIDE.matchAll(/^```yaml [\w./-]+\n(?<text>.*?)^```$/gms),
].map(({ groups = {} }): Pipeline => parse(String(groups.text)));
const [linkLocal] = [...GUIDE.matchAll(/^```yaml\n(?<text>.*?)^```$/gms)].map(
  ({ groups = {} }): readonly Step[] => parse(String(groups.text)),
);

const ID = 'i-1234567890abcdef0';
const NO_CURL = works('curl', '--version') ? '' : ' (skipped: there is no curl on the PATH)';
const why = NO_NETWORK || NO_CURL;

/** What the steps run, without what is installed: packed packages have tests of their own. */
function runsOf(steps: readonly Step[] = []): string[] {
  return steps.flatMap(({ run, if: condition }) =>
    run === undefined || condition !== undefined || isSetUp(run) ? [] : [run],
  );
}

function isSetUp(line: string): boolean {
  return line.startsWith('npm install --global @aemm/cli') || line.startsWith('sudo ');
}

/**
 * Runs each step in a shell of its own, as a runner does, in a network of its own.
 *
 * @param tests what `run-tests.sh` of the project runs
 */
function play(steps: readonly string[], tests: string): { status: number | null; output: string } {
  const project = tempTree({
    'bin/ec2-metadata-mock': `#!/bin/sh\nexec '${process.execPath}' '${BINARY}' "$@"\n`,
    'run-tests.sh': `#!/bin/sh\n${tests}\n`,
    variables: '',
    ...Object.fromEntries(steps.map((step, index) => [`step-${index}`, step])),
  });
  onTestFinished(() => project.remove());
  chmodSync(project.join('bin/ec2-metadata-mock'), 0o755);
  chmodSync(project.join('run-tests.sh'), 0o755);
  const lines = steps.map(
    (_, index) => `set -a; . ./variables; set +a; bash -e step-${index} || exit`,
  );
  const script = [GUARD, 'ip link set lo up', ...lines].join('\n');
  const [program = '', ...options] = OWN_NETWORK;
  // What the steps leave running ends with their namespace of processes, as it ends with a runner.
  const isolated = [...options, '--pid', '--fork'];
  const { status, stdout, stderr } = spawnSync(program, [...isolated, 'bash', '-c', script], {
    cwd: project.path,
    encoding: 'utf8',
    env: {
      PATH: `${project.join('bin')}:${process.env.PATH}`,
      HOME: project.path,
      GITHUB_ENV: project.join('variables'),
    },
    timeout: 50_000,
  });
  return { status, output: stdout + stderr };
}

const READ = 'curl -s "$AWS_EC2_METADATA_SERVICE_ENDPOINT"latest/meta-data/instance-id';
const READ_WITH_TOKEN = `
token=$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$AWS_EC2_METADATA_SERVICE_ENDPOINT"latest/api/token)
${READ} -H "X-aws-ec2-metadata-token: $token"`;

describe.skipIf(why !== '')(`the recipe${why}`, () => {
  test.each([
    ['GitHub Actions', runsOf(single?.jobs?.test.steps)],
    ['GitLab', gitlab?.test?.script.filter((line) => !isSetUp(line)) ?? []],
  ])('of %s runs the tests, and fails where one asks without a token', (_, steps) => {
    expect(steps).toHaveLength(1);
    expect(play(steps, READ_WITH_TOKEN)).toMatchObject({
      status: 0,
      output: expect.stringContaining(ID),
    });
    expect(play(steps, READ).status).toBe(1);
  });

  test('of several steps keeps the mock for the steps after it', () => {
    expect(play(runsOf(severalSteps?.jobs?.test.steps), READ)).toEqual({
      status: 0,
      output: `${ID}${ID}`,
    });
  });

  test('of programs that know one address only answers there', () => {
    const read = 'curl -s http://169.254.169.254/latest/meta-data/instance-id';
    expect(play(runsOf(linkLocal), `${GUARD}${read}`)).toEqual({ status: 0, output: ID });
  });
});

test('the service of GitLab gets what its variable points to', () => {
  const { services: [imds] = [], variables } = service?.test ?? {};
  expect(variables?.AWS_EC2_METADATA_SERVICE_ENDPOINT).toBe(`http://${imds?.alias}:1338/`);
  expect(imds?.command).toEqual(['--imdsv2']);
});
