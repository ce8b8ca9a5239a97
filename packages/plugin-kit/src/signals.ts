import { isatty } from 'node:tty';

/** On SIGUSR1 Node would open the port of its debugger. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGUSR1'] as const;

/**
 * Ends the process at once on SIGINT and SIGTERM, as PID 1 too, where the kernel does not. A second signal does not wait
 * for what the first one began.
 */
export function exitOnSignal(close: () => Promise<void>): void {
  let closing = false;
  const onSignal = (): void => {
    if (closing) process.exit();
    closing = true;
    void close().finally(() => process.exit());
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  // Node forgets that `nohup` had it ignored. A process with a terminal ends with it.
  if (!isatty(0)) process.on('SIGHUP', () => {});
}
