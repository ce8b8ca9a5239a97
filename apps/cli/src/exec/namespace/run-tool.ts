import { execFile } from 'node:child_process';

/** What became of a program that was run for its effect. */
export interface ToolResult {
  /** Its exit status; `undefined` if it did not start or was killed. */
  readonly status: number | undefined;
  /** `true`: there is no such program. */
  readonly isMissing: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Long enough for what only talks to the kernel. */
const PATIENCE_MS = 10_000;

/** Runs a program of the system, and never rejects. */
export function runTool(program: string, ...args: readonly string[]): Promise<ToolResult> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      const code: unknown = error === null ? 0 : error.code;
      resolve({
        status: typeof code === 'number' ? code : undefined,
        isMissing: code === 'ENOENT',
        stdout,
        stderr,
      });
    });
  });
}
