import { expect, onTestFinished, test } from 'vitest';
import { exchangeBytes } from '../../wire/exchange-bytes.ts';
import { checkExchange } from './check-answer.ts';
import { drive } from './driven.ts';
import { SECRET, TOKEN } from './secrets.ts';

test('violations are found in a refusal that was changed', async () => {
  const driven = await drive();
  onTestFinished(() => driven.mock.close({ quietMs: 0, graceMs: 100 }));
  const text = `POST /v1/clock HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`;
  const exchanged = await exchangeBytes(driven.controlPort, text, {
    cuts: [],
    ending: 'end',
    awaited: 1,
  });
  const check = (from: string, to: string) => {
    const changed = { ...exchanged, text: exchanged.text.replace(from, () => to) };
    return checkExchange({ text, isWhole: true }, changed).violations;
  };
  const moved = 'The input of move-clock';

  expect(check('', '')).toEqual([]);
  expect(check('problem+json', 'json')).toEqual([expect.stringMatching(/^a refusal of type/)]);
  expect(check('"status":400', '"status":401')).toEqual([expect.stringMatching(/^not a problem/)]);
  expect(check('400 Bad', '500 Bad')).toContainEqual(expect.stringMatching(/^a failure/));
  expect(check('}', '')).toContainEqual(expect.stringMatching(/^no whole answer/));
  expect(check(moved, `The${'\\n'}input of move-cloc`)).toContainEqual(
    expect.stringMatching(/^a detail of several lines/),
  );
  expect(check(moved, SECRET.padEnd(moved.length))).toEqual([
    expect.stringMatching(/^an answer has the secret/),
  ]);
  expect(check(exchanged.text, '')).toEqual([expect.stringMatching(/^0 answers to/)]);
});
