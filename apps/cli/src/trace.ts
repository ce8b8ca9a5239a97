import { inspect } from 'node:util';

/** An error with its stack and those of its causes if `DEBUG` is set; nothing otherwise. */
export function trace(error: unknown): string | undefined {
  return process.env.DEBUG ? inspect(error) : undefined;
}
