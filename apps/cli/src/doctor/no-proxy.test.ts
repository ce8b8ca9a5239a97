import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isExempt } from './no-proxy.ts';

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['a.test, 127.0.0.1', '127.0.0.1', true],
  ['a.test 127.0.0.1', '127.0.0.1', true],
  ['*', 'anything.test', true],
  ['.test', 'a.test', true],
  ['test', 'a.test', true],
  ['*.test', 'a.test', true],
  ['A.TEST', 'a.test', true],
  ['est', 'a.test', false],
  ['127.0.0.0/8', '127.0.0.1', true],
  ['10.0.0.0/8', '127.0.0.1', false],
  ['fd00:ec2::/32', 'fd00:ec2::254', true],
  ['[fd00:ec2::254]', 'fd00:ec2::254', true],
  ['0.0.1', '127.0.0.1', false],
  ['127.0.0.0/99', '127.0.0.1', false],
  ['', '127.0.0.1', false],
])('"%s" and %s: %s', (list, host, expected) => {
  expect(isExempt(host, list)).toBe(expected);
});

test('any list is read without an error, and one that names the host covers it', () => {
  const entry = fc.oneof(fc.string(), fc.constantFrom('1.2.3.4/33', '::/0', '/', '*.', '[', ','));
  fc.assert(
    fc.property(fc.array(entry), fc.domain(), (entries, host) => {
      expect(typeof isExempt(host, entries.join(','))).toBe('boolean');
      expect(isExempt(host, [...entries, host].join(','))).toBe(true);
    }),
  );
});
