import { startMock } from '@aemm/mock';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import type { RunningCli } from '@aemm/testing';
import { runCli, startCli } from '@aemm/testing';

/** When both mocks of a comparison stand still. */
export const NOW = '2030-01-01T00:00:00Z';

/** A minute later. */
const SOON = '2030-01-01T00:01:00Z';

const categories = [spot, events, asgLifecycle] as const;

/** A mock in the process of the test, with the notices that the binary has without a command. */
export const startInProcess = () =>
  startMock({
    categories,
    now: NOW,
    timing: { triggerTime: '2040-01-01T00:00:00Z' },
    settings: { spot: { 'rebalance-trigger-time': SOON } },
  });

/** The flags with which the binary has the same. */
export const SAME_FLAGS = [
  '--mock-trigger-time=2040-01-01T00:00:00Z',
  `--rebalance-trigger-time=${SOON}`,
];

export type InProcess = Awaited<ReturnType<typeof startInProcess>>;

/** The binary with its control plane, on ports that are free. */
export interface Controlled {
  readonly cli: RunningCli;
  /** Where its control plane is. */
  readonly controlUrl: string;
  /** Asks its control plane. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Runs a command of `ctl` against it. */
  ctl(...args: readonly string[]): ReturnType<typeof runCli>;
}

export async function startControlled(...flags: readonly string[]): Promise<Controlled> {
  const cli = await startCli(['--control', '--control-port', '0', ...flags]);
  const [, controlUrl = ''] = await cli.waitFor(/The control plane listens on (http\S+)/);
  return {
    cli,
    controlUrl,
    async call(method, path, body) {
      const answer = await fetch(`${controlUrl}${path}`, {
        method,
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    ctl: (...args) => runCli(['ctl', ...args], { env: { AEMM_CONTROL_URL: controlUrl } }),
  };
}
