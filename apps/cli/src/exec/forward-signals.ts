/** Signals that ask a program for something. Those that stop and continue a job reach the command by its group. */
const FORWARDED: readonly NodeJS.Signals[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
];

/** Signals that a terminal sends to every process of the job in the foreground: the command has received them itself. */
const FROM_TERMINAL: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

interface SignalTarget {
  kill(signal: NodeJS.Signals): boolean;
}

interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

/**
 * Sends a command the signals that its parent receives, which then does not end by them.
 *
 * @param hasTerminal - whether both are a job of a terminal, whose Ctrl+C must not reach the command twice
 * @returns how to stop that
 */
export function forwardSignals(
  target: SignalTarget,
  source: SignalSource,
  hasTerminal: boolean,
): () => void {
  const listener = (signal: NodeJS.Signals): void => {
    if (!hasTerminal || !FROM_TERMINAL.has(signal)) target.kill(signal);
  };
  for (const signal of FORWARDED) source.on(signal, listener);
  return () => {
    for (const signal of FORWARDED) source.off(signal, listener);
  };
}
