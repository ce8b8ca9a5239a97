import type { Content, ImdsEvent } from '@aemm/core';
import { formatTime } from '@aemm/core';
import { escapeTarget } from './escape.ts';

/** An event in AEMM's words, where it has any. */
export function describeEvent(event: ImdsEvent): string {
  switch (event.kind) {
    case 'notice-pending': {
      const remaining = Math.ceil((event.firesAt - event.now) / 1000);
      const reason =
        event.delaySec === undefined
          ? `MockTriggerTime ${formatTime(event.firesAt)} was not reached yet.`
          : `Delaying the response by ${event.delaySec}s as requested.`;
      return `${reason} The mock response will be available in ${remaining}s. Returning \`${nameAnswer(event.before)}\` for now`;
    }
    case 'client-refused':
      return `Requesting IP ${event.client} is not eligible for ${event.path} because the max number of IPs configured (${event.limit}) has been reached.`;
    case 'leaf-failed':
      return `Error: ${event.path} answers 500: ${describeError(event.error)}`;
    case 'scenario-step':
      return event.reason === undefined
        ? `Scenario: ${event.step}`
        : `Warning: a step of the scenario is left out, ${event.step}: ${event.reason}`;
    case 'reload-refused':
      return `Warning: the instance ${event.instance} stays as it was until it is reset: ${event.reason}`;
  }
}

/** A failure of our own code, or of a plugin's. */
export function describeFailure(method: string, target: string, error: unknown): string {
  return `Error: ${escapeTarget(method)} ${escapeTarget(target)} answers 500: ${describeError(error)}`;
}

/** What a notice answers before its time. */
function nameAnswer(before: Content | undefined): string {
  if (before === undefined) return 'notFoundResponse';
  return before.kind === 'text' ? before.text : before.kind;
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? ` (${error.code})` : '';
  return `${error.name}: ${error.message}${code}`;
}
