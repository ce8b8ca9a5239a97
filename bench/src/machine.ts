import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { PackedCli } from './packed-cli.ts';

/** What the numbers were taken on, and with. */
export function describeMachine(
  cli: Pick<PackedCli, 'version'>,
  load: string,
): Record<string, string> {
  return {
    date: new Date().toISOString(),
    machine: `${availableParallelism()} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    cli: cli.version,
    load,
  };
}
