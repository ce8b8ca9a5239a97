import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { forwardSignals } from './forward-signals.ts';

function forwarded(hasTerminal: boolean, ...signals: readonly NodeJS.Signals[]): string[] {
  const sent: string[] = [];
  const source = new EventEmitter();
  const kill = (signal: NodeJS.Signals) => sent.push(signal) > 0;
  const stop = forwardSignals({ kill }, source, hasTerminal);
  for (const signal of signals) source.emit(signal, signal);
  stop();
  for (const signal of signals) source.emit(signal, signal);
  return sent;
}

test('a command gets each signal that asks a program for something, until it has ended', () => {
  const all = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const;
  expect(forwarded(false, ...all)).toEqual(all);
});

test('what a terminal sends to the whole job is not sent again', () => {
  const keys = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
  expect(forwarded(true, ...keys)).toEqual(['SIGTERM', 'SIGHUP']);
});
