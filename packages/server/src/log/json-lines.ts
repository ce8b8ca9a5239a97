import type { ImdsEvent } from '@aemm/core';
import { describeEvent, describeFailure } from './describe.ts';
import { escapeTarget } from './escape.ts';
import type { Lines } from './lines.ts';

/** One object in JSON a line, its time in RFC 3339, in UTC. */
export function jsonLines(): Lines {
  let last = Number.NaN;
  let stamp = '';
  const at = (now: number): string => {
    if (now !== last) {
      last = now;
      stamp = `{"time":"${new Date(now).toISOString()}"`;
    }
    return stamp;
  };
  const line = (now: number, fields: Readonly<Record<string, unknown>>): string =>
    `${at(now)},${JSON.stringify(fields).slice(1)}\n`;
  return {
    message: (now, message) => line(now, { message }),
    request: (now, method, target, status, client, { imds, reason }) => {
      const request = `"method":"${method}","target":${quote(target)},"status":${status}`;
      const version = imds === undefined ? '' : `,"imds":"${imds}"`;
      const because = reason === undefined ? '' : `,"reason":"${reason}"`;
      return `${at(now)},${request},"client":"${client}"${version}${because}}\n`;
    },
    event(now, event) {
      return line(now, { event: event.kind, ...subjectOf(event), message: describeEvent(event) });
    },
    failure: (now, method, target, error) =>
      line(now, {
        method,
        target: escapeTarget(target),
        status: 500,
        message: describeFailure(method, target, error),
      }),
  };
}

/** What an event is about. */
function subjectOf(event: ImdsEvent): Readonly<Record<string, string>> {
  if (event.kind === 'scenario-step') return { step: event.step };
  if (event.kind === 'reload-refused') return { instance: event.instance };
  return { path: event.path };
}

const NEEDS_ESCAPE = /["\\]/;

function quote(target: string): string {
  const escaped = escapeTarget(target);
  return NEEDS_ESCAPE.test(escaped) ? JSON.stringify(escaped) : `"${escaped}"`;
}
