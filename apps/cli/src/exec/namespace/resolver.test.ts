import { expect, test } from 'vitest';
import { isResolverOnLoopback } from './resolver.ts';

test.each([
  ['systemd-resolved', '# comment\nnameserver 127.0.0.53\noptions edns0\n', true],
  ['IPv6 loopback', 'nameserver ::1\n', true],
  ['a resolver elsewhere', 'nameserver 192.0.2.53\n', false],
  ['one of two elsewhere', 'nameserver 127.0.0.1\nnameserver 192.0.2.53\n', false],
  ['none', 'search example.test\n', false],
])('%s', (_, text, expected) => {
  expect(isResolverOnLoopback(text)).toBe(expected);
});
