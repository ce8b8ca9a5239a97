import { unprintableLines } from '../../printable.ts';
import type { Exchanged } from '../../wire/exchange-bytes.ts';
import type { Received } from '../../wire/read-answer.ts';
import { headerOf, readAnswer } from '../../wire/read-answer.ts';
import type { ControlRequest } from './control-case.ts';
import { SECRET, TOKEN } from './secrets.ts';

/** What came of a request for the control plane. */
export interface Checked {
  readonly violations: readonly string[];
  /** Whether an answer says that the request was done, and that it may have changed something. */
  readonly mayChange: boolean;
}

/** Checks all that came back: whole answers, at most as many as are due, and each refusal a problem (RFC 9457). */
export function checkExchange(request: ControlRequest, exchanged: Exchanged): Checked {
  const { answers, rest } = readAll(exchanged.text);
  const violations = [
    ...exchanged.violations,
    ...answers.flatMap(checkAnswer),
    // What was on its way is lost with the connection.
    ...(rest === '' || exchanged.isReset ? [] : [`no whole answer: ${shorten(rest)}`]),
    ...(request.isWhole && !exchanged.isReset ? checkCount(request, answers.length) : []),
  ];
  const isSafe = /^(?:GET|HEAD|OPTIONS|TRACE) /.test(request.text);
  const isDone = answers.some(({ status }) => status < 400);
  return { violations, mayChange: isDone && !isSafe };
}

function checkCount({ text }: ControlRequest, count: number): string[] {
  return count === 1 ? [] : [`${count} answers to ${shorten(text)}`];
}

function readAll(text: string): { answers: readonly Received[]; rest: string } {
  const answers: Received[] = [];
  let rest = text;
  while (rest !== '') {
    const read = readAnswer(rest);
    if (read === undefined) break;
    // A stream has no end.
    rest = headerOf(read.answer, 'content-type') === 'text/event-stream' ? '' : read.rest;
    if (read.answer.status !== 100) answers.push(read.answer);
  }
  return { answers, rest };
}

function checkAnswer(answer: Received): string[] {
  const { status, body = '' } = answer;
  const shown = `${status} ${shorten(body)}`;
  const leaked = [TOKEN, SECRET].filter((secret) => body.includes(secret));
  return [
    ...leaked.map((secret) => `an answer has the secret ${secret}: ${shown}`),
    ...(status >= 500 && status !== 503 ? [`a failure: ${shown}`] : []),
    ...(status >= 400 ? checkProblem(answer).map((reason) => `${reason}: ${shown}`) : []),
  ];
}

/** A refusal says in one line what was wrong, in the form of RFC 9457. */
function checkProblem(answer: Received): string[] {
  const { status, body } = answer;
  const type = headerOf(answer, 'content-type');
  if (!/^application\/problem\+json(?:;|$)/.test(type ?? '')) return [`a refusal of type ${type}`];
  if (body === undefined) return [];
  const problem = parse(body);
  const detail = problem?.detail;
  if (problem?.status !== status || typeof problem.title !== 'string') return ['not a problem'];
  if (typeof detail !== 'string' || detail === '') return ['a problem without detail'];
  return [
    ...(detail.includes('\n') ? ['a detail of several lines'] : unprintableLines(detail)),
    ...(detail.length > LONGEST_DETAIL ? [`a detail of ${detail.length} characters`] : []),
  ];
}

const LONGEST_DETAIL = 2048;

interface Problem {
  readonly status?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
}

function parse(body: string): Problem | undefined {
  try {
    return JSON.parse(Buffer.from(body, 'latin1').toString());
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return JSON.stringify(text.slice(0, 600));
}
