const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ends the process at once on SIGINT and SIGTERM, as PID 1 too, where nobody else would. A second signal does not wait
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
}
