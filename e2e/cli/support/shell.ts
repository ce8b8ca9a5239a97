import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Types a line into a shell and returns what it prints on standard output. */
export async function type(line: string, shell = 'sh'): Promise<string> {
  const { stdout } = await promisify(execFile)(shell, ['-c', line]);
  return stdout;
}
