import type { IncomingHttpHeaders } from 'node:http';
import type { Finding } from './finding.ts';
import { ok, problem } from './finding.ts';

const CHECK = 'clock';

/** Less is within the time of a request and the whole seconds of its header. SDKs accept five minutes. */
const TOLERANCE_SECONDS = 60;

/** Under profile ec2 alone, `Date` has the time of the mock. Otherwise Node writes it. */
const SHOWS_MOCK = 'EC2ws';

/** Compares the clock of this machine with that of the service, by the `Date` of an answer. */
export function checkClock({ date, server }: IncomingHttpHeaders, now: number): Finding[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round((now - theirs) / 1000);
  if (Math.abs(seconds) <= TOLERANCE_SECONDS) {
    const agreed =
      server === SHOWS_MOCK
        ? 'Both clocks agree.'
        : 'The clocks of both machines agree. Answers show the time of the mock under profile ec2 alone.';
    return [ok(CHECK, agreed)];
  }
  const direction = seconds > 0 ? 'ahead of' : 'behind';
  const message = `The clock of this machine is ${Math.abs(seconds)} s ${direction} the mock's: credentials seem expired, or not yet valid.`;
  return [problem(CHECK, message, 'Set the clocks of both machines.')];
}
