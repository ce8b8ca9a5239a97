import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const V2 = '/sys/fs/cgroup';
const V1 = '/sys/fs/cgroup/memory';

/** A group of processes with a limit of memory. */
export interface MemoryGroup extends Disposable {
  /** What a shell does to enter it. */
  readonly enter: string;
  /** How many bytes it has used at most. */
  readonly peak: number;
}

/** Makes a group of processes; `undefined` where this user may not. */
export function limitMemory(bytes: number): MemoryGroup | undefined {
  const isV2 = existsSync(join(V2, 'cgroup.controllers'));
  const folder = join(isV2 ? V2 : V1, `aemm-test-${process.pid}`);
  try {
    mkdirSync(folder);
  } catch {
    return undefined;
  }
  const remove = (): void => rmdirSync(folder);
  try {
    writeFileSync(join(folder, isV2 ? 'memory.max' : 'memory.limit_in_bytes'), String(bytes));
    const peak = join(folder, isV2 ? 'memory.peak' : 'memory.max_usage_in_bytes');
    readFileSync(peak);
    return {
      enter: `echo $$ > '${join(folder, 'cgroup.procs')}'`,
      get peak() {
        return Number(readFileSync(peak, 'utf8'));
      },
      [Symbol.dispose]: remove,
    };
  } catch {
    remove();
    return undefined;
  }
}
