import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeMac } from './index.ts';

test('is HMAC-SHA-256, with keys of any length', () => {
  const bytes = fc.uint8Array({ maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(bytes, bytes, (key, message) => {
      const expected = createHmac('sha256', key).update(message).digest();
      expect(Buffer.from(nodeMac(key, message))).toEqual(expected);
    }),
  );
});
