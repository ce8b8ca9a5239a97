import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * The port of a mock that is starting, whose standard error is a pipe.
 *
 * @throws Error with what it wrote, if it ends instead
 */
export async function portOf({ stderr }: ChildProcess): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface(stderr as NodeJS.ReadableStream)) {
    lines.push(line);
    const port = / on port (\d+)$/.exec(line)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`It has not started: ${lines.join('\n')}`);
}
