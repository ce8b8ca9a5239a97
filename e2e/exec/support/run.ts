import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { BINARY } from '../../cli/support/binary.ts';

/** How `exec` is run. */
export interface ExecOptions {
  /** Variables beside the few that every program needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the command reads on standard input; nothing if absent. */
  readonly input?: string;
  /** What the binary is run by. */
  readonly prefix?: readonly string[];
}

/** What `exec` came to. */
export interface ExecResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `exec`, while it runs. */
export interface RunningExec {
  readonly pid: number;
  readonly stdout: string;
  /** Waits until standard output matches. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Its own end. */
  readonly exited: Promise<ExecResult>;
  /** Its end, and that of everything else that writes to its streams. */
  readonly closed: Promise<ExecResult>;
}

/** Starts `exec` with what stands behind that word. */
export function startExec(args: readonly string[], options: ExecOptions = {}): RunningExec {
  const { env = {}, input, prefix = [] } = options;
  const [program = '', ...words] = [...prefix, process.execPath, BINARY, 'exec', ...args];
  const { PATH = '', TMPDIR } = process.env;
  const child = spawn(program, words, {
    env: { PATH, HOME: '/nonexistent', ...(TMPDIR && { TMPDIR }), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  // A command may end without having read it.
  child.stdin.on('error', () => {}).end(input);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const endOn = async (event: 'exit' | 'close'): Promise<ExecResult> => {
    const [status, signal] = await once(child, event);
    return { status, signal, stdout: stdout.text, stderr: stderr.text };
  };
  return {
    pid: child.pid ?? 0,
    get stdout() {
      return stdout.text;
    },
    waitFor: stdout.waitFor,
    kill: (signal) => child.kill(signal),
    exited: endOn('exit'),
    closed: endOn('close'),
  };
}

/** Runs `exec` to its end, and to that of its output. */
export async function runExec(
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return startExec(args, options).closed;
}

interface Collected {
  readonly text: string;
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
}

function collect(stream: Readable): Collected {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    get text() {
      return text;
    },
    async waitFor(pattern) {
      for (;;) {
        const found = pattern.exec(text);
        if (found !== null) return found;
        if (stream.readableEnded) throw new Error(`No ${pattern} in: ${text}`);
        await Promise.race([once(stream, 'data'), once(stream, 'end')]);
      }
    },
  };
}
