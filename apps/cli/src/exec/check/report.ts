import { exitStatus } from '../exit-status.ts';
import type { BoundedEnd } from './run-bounded.ts';
import { AWKWARD_SERVICES } from './services.ts';

/** How a command fared against one service. */
export interface CheckResult {
  /** The name of the service. */
  readonly service: string;
  readonly result: 'survived' | 'failed' | 'timed-out';
  /** The exit status; absent if it timed out. */
  readonly status?: number;
}

/** What the end of a command against a service means. */
export function toResult(
  service: string,
  end: Exclude<BoundedEnd, { kind: 'interrupted' }>,
): CheckResult {
  if (end.kind === 'timed-out') return { service, result: 'timed-out' };
  const status = exitStatus(end);
  return { service, result: status === 0 ? 'survived' : 'failed', status };
}

const WIDTH = Math.max(...AWKWARD_SERVICES.map(({ name }) => name.length));

/**
 * A result as a line for a person.
 *
 * @param seconds - how long the command was allowed to take
 */
export function toLine({ service, result, status }: CheckResult, seconds: number): string {
  const words = {
    survived: 'survived',
    failed: `failed with status ${status}`,
    'timed-out': `timed out after ${seconds} s`,
  };
  return `${service.padEnd(WIDTH)}  ${words[result]}`;
}
