import type { Exchanged } from './exchange-bytes.ts';
import type { Forms, Received } from './forms.ts';
import { formOf } from './forms.ts';

const HEAD = /^HTTP\/1\.[01] (\d{3}) [^\r\n]*\r\n((?:[!-9;-~]+: [^\r\n]*\r\n)*)\r\n/;

/** Checks all that came back: whole answers, of known forms, the valid requests answered first and as expected. */
export function checkAnswers(
  { text, isReset, violations }: Exchanged,
  forms: Forms,
  expected: readonly string[],
): string[] {
  const found = [...violations];
  let rest = text;
  let count = 0;
  while (rest !== '') {
    const read = readAnswer(rest);
    if (read === undefined) {
      // What was on its way is lost with the connection.
      if (!isReset) found.push(`no whole answer: ${JSON.stringify(rest.slice(0, 300))}`);
      break;
    }
    rest = read.rest;
    if (read.answer.status === 100) continue;
    const problem = checkAnswer(read.answer, forms, expected[count]);
    if (problem !== undefined) found.push(problem);
    count++;
  }
  return found;
}

function checkAnswer(
  answer: Received,
  forms: Forms,
  expected: string | undefined,
): string | undefined {
  const form = formOf(answer);
  if (expected !== undefined && form !== expected) {
    return `not the known answer: ${JSON.stringify(form)} instead of ${JSON.stringify(expected)}`;
  }
  return forms.has(answer) ? undefined : `no form of the profile: ${JSON.stringify(form)}`;
}

function readAnswer(text: string): { answer: Received; rest: string } | undefined {
  const match = HEAD.exec(text);
  if (match === null) return undefined;
  const headers = (match[2] ?? '').split('\r\n').flatMap((line) => {
    const colon = line.indexOf(': ');
    return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 2)] as const];
  });
  const status = Number(match[1]);
  const after = text.slice(match[0].length);
  const announced = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const length = Number(announced ?? 0);
  // The answer to HEAD announces a body and has none.
  const isHead = length > 0 && (after === '' || after.startsWith('HTTP/1.'));
  if (isHead) return { answer: { status, headers, body: undefined }, rest: after };
  if (after.length < length) return undefined;
  return { answer: { status, headers, body: after.slice(0, length) }, rest: after.slice(length) };
}
