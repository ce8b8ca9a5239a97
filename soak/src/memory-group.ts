import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const V2 = '/sys/fs/cgroup';
const V1 = '/sys/fs/cgroup/memory';

/** A group of processes with a limit of memory. */
export interface MemoryGroup extends Disposable {
  /** What a shell does to enter it. */
  readonly enter: string;
  /** How many bytes it uses. */
  readonly current: number;
  /** How many bytes it has used at most. */
  readonly peak: number;
}

/** Makes a group of processes; `undefined` where this user may not. */
export function limitMemory(bytes: number): MemoryGroup | undefined {
  const isV2 = existsSync(join(V2, 'cgroup.controllers'));
  const name = `aemm-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const folder = join(isV2 ? V2 : V1, name);
  try {
    mkdirSync(folder);
  } catch {
    return undefined;
  }
  const remove = (): void => rmdirSync(folder);
  const read = (file: string): number => Number(readFileSync(join(folder, file), 'utf8'));
  const [limit, current, peak] = isV2
    ? (['memory.max', 'memory.current', 'memory.peak'] as const)
    : (['memory.limit_in_bytes', 'memory.usage_in_bytes', 'memory.max_usage_in_bytes'] as const);
  try {
    writeFileSync(join(folder, limit), String(bytes));
    if (read(limit) !== bytes) throw new Error('The limit is not kept.');
    read(peak);
    return {
      enter: `echo $$ > '${join(folder, 'cgroup.procs')}'`,
      get current() {
        return read(current);
      },
      get peak() {
        return read(peak);
      },
      [Symbol.dispose]: remove,
    };
  } catch {
    remove();
    return undefined;
  }
}
