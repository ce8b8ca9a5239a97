import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../../contract/content.ts';
import { formatJson, formatJsonLine } from './json.ts';

const values = fc.jsonValue() as fc.Arbitrary<Value>;

test('a document is indented by two spaces, with blanks around colons and no final newline', () => {
  expect(
    formatJson({ accountId: '123456789012', kernelId: null, billingProducts: ['bp-1'] }),
  ).toBe(`{
  "accountId" : "123456789012",
  "kernelId" : null,
  "billingProducts" : [ "bp-1" ]
}`);
});

test('a list of objects begins and ends on the lines of its members', () => {
  expect(formatJson([])).toBe('[]');
  expect(formatJson([{ Code: 'a' }, { Code: 'b' }])).toBe(`[ {
  "Code" : "a"
}, {
  "Code" : "b"
} ]`);
});

test('a notice stands on one line', () => {
  expect(formatJsonLine({ action: 'stop', time: '2017-09-18T08:22:00Z' })).toBe(
    '{"action": "stop", "time": "2017-09-18T08:22:00Z"}',
  );
});

test('both forms are JSON', () => {
  fc.assert(
    fc.property(values, (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(formatJson(value))).toEqual(plain);
      expect(JSON.parse(formatJsonLine(value))).toEqual(plain);
    }),
  );
});
