import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom, weakMac } from '../testing.ts';
import { createTokenAuthority } from './tokens.ts';

const NOW = Date.parse('2024-01-01T00:00:00Z');
const secrets = fc.uint8Array({ minLength: 1, maxLength: 40 });
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

function authority(secret: Uint8Array, seed = 1) {
  return createTokenAuthority(secret, weakMac, createSeededRandom(seed));
}

describe('a session token', () => {
  test('carries its expiry, for a holder of the secret', () => {
    fc.assert(
      fc.property(secrets, times, fc.integer(), (secret, expiresAt, seed) => {
        const token = authority(secret, seed).issue(expiresAt);
        expect(token).toMatch(/^AQAEA[\w-]{49}==$/);
        expect(authority(secret).expiryOf(token)).toBe(expiresAt);
      }),
    );
  });

  test('is the same in every release, so that replicas of two accept each other', () => {
    const token = 'AQAEAAGMwlH0ADxegbQMXsaOI2cAVrLSx1Gh438i-F41xWWiomdJug==';
    expect(authority(Uint8Array.of(7)).issue(NOW)).toBe(token);
    expect(authority(Uint8Array.of(7)).expiryOf(token)).toBe(NOW);
  });

  test('with any character changed is not known', () => {
    const issuer = authority(Uint8Array.of(7));
    const token = issuer.issue(NOW);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ é';
    for (let index = 0; index < token.length; index++) {
      for (const character of alphabet) {
        if (character === token[index]) continue;
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        expect(issuer.expiryOf(changed)).toBeUndefined();
      }
    }
    expect(issuer.expiryOf(token)).toBe(NOW);
  });

  test('of another secret, and any other text, is not known', () => {
    fc.assert(
      fc.property(secrets, secrets, fc.string(), (secret, other, text) => {
        fc.pre(String(secret) !== String(other));
        expect(authority(other).expiryOf(authority(secret).issue(NOW))).toBeUndefined();
        expect(authority(secret).expiryOf(text)).toBeUndefined();
      }),
    );
    const token = authority(Uint8Array.of(7)).issue(NOW);
    for (const text of ['', token.slice(0, -2), `${token}=`, ` ${token}`, `${token}\n`]) {
      expect(authority(Uint8Array.of(7)).expiryOf(text)).toBeUndefined();
    }
  });

  test('differs from the last one', () => {
    const issuer = authority(Uint8Array.of(7));
    expect(issuer.issue(NOW)).not.toBe(issuer.issue(NOW));
  });

  test('is not signed before it is asked for, if the mac says how long its codes are', () => {
    const calls: string[] = [];
    const mac = Object.assign(
      (key: Uint8Array, message: Uint8Array) => {
        calls.push('mac');
        return weakMac(key, message);
      },
      { bytes: 32 },
    );
    const random = createSeededRandom();
    const draw = (bytes: Uint8Array): Uint8Array => {
      calls.push('random');
      return random(bytes);
    };
    const issuer = createTokenAuthority(undefined, mac, draw);
    expect(calls).toEqual([]);
    expect(issuer.expiryOf(issuer.issue(NOW))).toBe(NOW);
    expect(() => createTokenAuthority(undefined, Object.assign(mac, { bytes: 21 }), draw)).toThrow(
      expect.objectContaining({ code: 'AEMM_MAC_SHORT' }),
    );
  });

  test('that was verified is known again without another look, until many others came', () => {
    let calls = 0;
    const issuer = createTokenAuthority(
      Uint8Array.of(7),
      (key, message) => {
        calls += 1;
        return weakMac(key, message);
      },
      createSeededRandom(),
    );
    const token = issuer.issue(NOW);
    const others = Array.from({ length: 1000 }, () => issuer.issue(NOW));
    for (const each of [token, ...others]) issuer.expiryOf(each);
    calls = 0;
    for (const each of [token, ...others]) expect(issuer.expiryOf(each)).toBe(NOW);
    expect(calls).toBe(0);
    for (let count = 0; count < 5000; count++) issuer.expiryOf(issuer.issue(NOW + count));
    calls = 0;
    expect(issuer.expiryOf(token)).toBe(NOW);
    expect(calls).toBe(1);
  });
});
