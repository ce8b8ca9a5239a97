import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the system shows the memory of another process. */
export const canReadMemory: boolean = process.platform === 'linux';

/** The most memory that a process has had, in MiB. */
export function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/** Whether the number of files that another process may open can be changed here. */
export const canLimitFiles: boolean = process.platform === 'linux' && hasProgram('prlimit');

/** Lets a process have no file with this number or a higher one; `undefined`: as many files as before. */
export function limitFiles(pid: number, limit = 1024): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${limit}:`]);
}

/**
 * The number that the next file will have.
 *
 * @param file - one that the process may have open at the moment, and closes again
 */
export function lowestFree(pid: number, file: string): number {
  const folder = `/proc/${pid}/fd`;
  const lasting = readdirSync(folder).filter((name) => targetOf(join(folder, name)) !== file);
  const open = new Set(lasting.map(Number));
  let number = 0;
  while (open.has(number)) number++;
  return number;
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
