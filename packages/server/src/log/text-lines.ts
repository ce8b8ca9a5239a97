import { describeEvent, describeFailure } from './describe.ts';
import { escapeControls, escapeTarget } from './escape.ts';
import type { Lines } from './lines.ts';

/** Lines of text with the time that Go's logger, and so AEMM, puts first: local, to the second. */
export function textLines(): Lines {
  let second = Number.NaN;
  let stamp = '';
  const at = (now: number): string => {
    const current = Math.floor(now / 1000);
    if (current !== second) {
      second = current;
      stamp = formatStamp(new Date(now));
    }
    return stamp;
  };
  return {
    message: (now, text) => `${at(now)}${escapeControls(text)}\n`,
    request: (now, method, target, status, client, { imds, reason }) => {
      const version = imds === undefined ? '' : ` ${imds}`;
      const because = reason === undefined ? '' : ` (${reason})`;
      return `${at(now)}${method} ${escapeTarget(target)} ${status} ${client}${version}${because}\n`;
    },
    event: (now, event) => `${at(now)}${escapeControls(describeEvent(event))}\n`,
    failure: (now, method, target, error) =>
      `${at(now)}${escapeControls(describeFailure(method, target, error))}\n`,
  };
}

function formatStamp(date: Date): string {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${day.map(pad).join('/')} ${time.map(pad).join(':')} `;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
