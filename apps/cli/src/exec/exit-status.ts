import { constants } from 'node:os';

/** How a command ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'not-started'; readonly error: NodeJS.ErrnoException };

/** What shells, `env` and `nohup` exit with where a command is not found, or found and not executable. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** The exit status that stands for the end of a command, as a shell has it in `$?`. */
export function exitStatus(end: CommandEnd): number {
  switch (end.kind) {
    case 'exited':
      return end.status;
    case 'killed':
      return 128 + constants.signals[end.signal];
    case 'not-started':
      return end.error.code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
  }
}

/** Why a command did not start, in one line. */
export function describeStartFailure(program: string, error: NodeJS.ErrnoException): string {
  const name = JSON.stringify(program);
  switch (error.code) {
    case 'ENOENT':
      return `Cannot find the command ${name}. Check its name, the PATH, and the interpreter in its first line.`;
    case 'EACCES':
      return `Cannot run ${name}: permission denied. Make it executable (chmod +x), or name the program that reads it.`;
    default:
      return `Cannot run ${name}: ${error.message}.`;
  }
}
