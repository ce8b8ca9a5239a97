import { expect, onTestFinished, test } from 'vitest';
import { exchangeBytes } from '../../wire/exchange-bytes.ts';
import { checkAnswers } from './check-answers.ts';
import type { Forms } from './forms.ts';
import { createForms } from './forms.ts';
import { serve } from './served.ts';

async function askMock(): Promise<{ forms: Forms; text: string }> {
  const served = await serve('aemm');
  onTestFinished(() => served.mock.close({ quietMs: 0, graceMs: 100 }));
  const forms = createForms(served);
  const bytes = forms.requestAt(0) + forms.requestAt(3);
  const { text } = await exchangeBytes(served.port, bytes, { cuts: [], ending: 'end', awaited: 2 });
  return { forms, text };
}

test('violations are found in answers that were changed', async () => {
  const { forms, text } = await askMock();
  const expected = [forms.answerAt(0), forms.answerAt(3)];
  const check = (changed: string, isReset = false): string[] =>
    checkAnswers({ text: changed, isReset, violations: [] }, forms, expected);

  expect(check(text)).toEqual([]);
  expect(check(text.replace('Content-Type: text/plain', 'Content-Type: text/html'))).toHaveLength(
    1,
  );
  expect(check(text.replace('latest\n', 'LATEST\n'))).toHaveLength(1);
  expect(check(text.slice(0, -1))).toEqual([expect.stringMatching(/^no whole answer/)]);
  expect(check(text.slice(0, -1), true)).toEqual([]);
  expect(check(`${text}HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n`)).toEqual([
    expect.stringMatching(/^no form of the profile/),
  ]);
  const second = text.indexOf('HTTP/1.1', 1);
  expect(check(text.slice(second) + text.slice(0, second))).toHaveLength(2);
});
