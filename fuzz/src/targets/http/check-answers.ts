import type { Exchanged } from '../../wire/exchange-bytes.ts';
import type { Received } from '../../wire/read-answer.ts';
import { readAnswer } from '../../wire/read-answer.ts';
import type { Forms } from './forms.ts';
import { formOf } from './forms.ts';

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
