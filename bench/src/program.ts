import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { ask, PROBE } from './wire.ts';

/** A server that runs. */
export interface Program {
  readonly port: number;
  /** Whether it has ended by itself. */
  hasEnded(): boolean;
  /** Resident memory in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** How to start a program. */
export interface Launch {
  /** Its words; `{port}` stands for its port. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where its standard error goes: it is dropped, or goes into a pipe without a reader. */
  readonly stderr?: 'ignore' | 'pipe';
  /** Whether it is kept out of reach of the terminal, whose Ctrl-C then ends this process alone. */
  readonly detached?: boolean;
}

const PATIENCE_MS = 30_000;

/** Starts a program and waits until it answers. */
export async function start(launch: Launch): Promise<Program> {
  const port = await freePort();
  const child = spawnProgram(launch, port);
  await answers(port, child);
  return {
    port,
    hasEnded: () => isOver(child),
    memory: () =>
      1024 *
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })),
    stop: () => end(child),
  };
}

/** Starts a program without waiting for it. It does not outlive this process. */
export function spawnProgram(launch: Launch, port = 0): ChildProcess {
  const { command, env, stderr = 'ignore', detached = false } = launch;
  const [file = '', ...args] = command.map((word) => word.replaceAll('{port}', String(port)));
  const child = spawn(file, args, { env, detached, stdio: ['ignore', 'ignore', stderr] });
  const endToo = (): void => void child.kill('SIGKILL');
  process.once('exit', endToo);
  child.once('exit', () => process.off('exit', endToo));
  return child;
}

/** Ends a program, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await exited;
  clearTimeout(timer);
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (isOver(child)) break;
    try {
      await ask(port, PROBE);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await end(child);
  throw new Error(`${child.spawnargs.join(' ')} does not answer on port ${port}.`);
}
