import { inspect } from 'node:util';

/** An error with its stack and with those of its causes, for whoever set `DEBUG`; nothing for anybody else. */
export function trace(error: unknown): string | undefined {
  return process.env.DEBUG ? inspect(error) : undefined;
}
