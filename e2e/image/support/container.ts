import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { CliResult, RunningCli } from '@aemm/testing';
import { runCli, startCli } from '@aemm/testing';
import { onTestFinished } from 'vitest';

const { AEMM_TEST_IMAGE = '', AEMM_CONTAINER_ENGINE: ENGINE = 'docker' } = process.env;

/** The image under test; empty if none was built. */
export const IMAGE = AEMM_TEST_IMAGE;

/** What the pods of the chart have, and no network: all that is asked stays within the container. */
const CONFINED = [
  ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
  ...['--memory', '128m', '--cpus', '0.1', '--network', 'none'],
];

/** How a container is run, and what it runs. */
export interface ContainerOptions {
  /** What is typed after the image. */
  readonly args?: readonly string[];
  /** What is typed before it. */
  readonly flags?: readonly string[];
}

/** A mock in a container, listening. */
export interface Container extends RunningCli {
  /** Runs a program in the container, and resolves with what it printed. */
  exec(...command: readonly string[]): string;
  /** Asks the mock from within the container, at the port that it has there. */
  get(path: string, headers?: Record<string, string>): { status: number; body: string };
}

/** Runs the image until it ends by itself. */
export function runContainer(options: ContainerOptions): Promise<CliResult> {
  return runCli(typed(options), { binary: ENGINE, env: process.env, timeoutMs: 60_000 });
}

/** Runs the image until it is stopped. The signal of `stop` goes through the engine to the mock. */
export async function startContainer(options: ContainerOptions = {}): Promise<Container> {
  const name = `aemm-test-${randomUUID()}`;
  // An engine that is ended by force leaves its containers behind.
  onTestFinished(() => void spawnSync(ENGINE, ['rm', '--force', name]));
  const flags = ['--name', name, ...(options.flags ?? [])];
  const running = await startCli(typed({ ...options, flags }), {
    binary: ENGINE,
    env: process.env,
    timeoutMs: 60_000,
  });
  const exec = (...command: readonly string[]): string =>
    execFileSync(ENGINE, ['exec', name, ...command], { encoding: 'utf8', timeout: 60_000 });
  return Object.assign(running, {
    exec,
    get: (path: string, headers = {}) =>
      JSON.parse(
        exec('node', '--eval', ASK, `http://127.0.0.1:1338${path}`, JSON.stringify(headers)),
      ),
  });
}

/** The image has no curl. */
const ASK = `
  const [, url, headers] = process.argv;
  fetch(url, { headers: JSON.parse(headers) })
    .then(async (answer) => ({ status: answer.status, body: await answer.text() }))
    .then((answer) => console.log(JSON.stringify(answer)));
`;

function typed({ args = [], flags = [] }: ContainerOptions): string[] {
  return ['run', '--rm', ...CONFINED, ...flags, IMAGE, ...args];
}
