import type { Mac, Random } from '../ambient.ts';
import { AemmError } from '../errors.ts';

/** AWS: 1 second to 6 hours. */
const MAX_TTL_SECONDS = 21_600;

/** As captured from Nitro instances, where tokens begin with `AQAEA`. */
const PREFIX = [1, 0, 4, 0];
const EXPIRY = { start: 4, end: 10 };
const NONCE_END = 18;
const LENGTH = 40;
const MAC_LENGTH = LENGTH - NONCE_END;
const REMEMBERED = 4096;
/** A call for randomness costs as much as the signature, however few bytes it asks for. */
const MOST_NONCES_AT_ONCE = 256;

/**
 * Issues and recognises IMDSv2 session tokens without storing them.
 *
 * A token has the form of the real one, 56 characters of URL-safe base64, and carries its expiry under a message
 * authentication code. Mocks that share the secret accept each other's tokens.
 */
export interface TokenAuthority {
  /** A new token. Times in milliseconds since the Unix epoch. */
  issue(expiresAt: number): string;
  /** When a token expires; `undefined` if it was not issued under this secret. */
  expiryOf(token: string): number | undefined;
  /** Makes every token unknown that was issued before. */
  revoke(): void;
  /** Knows the tokens again that were issued before any were revoked, and no others. */
  reset(): void;
}

/**
 * Creates an authority. The tokens it verified last are remembered, so that polling costs a look-up. A secret that is
 * not given is drawn when the first token is signed, since cryptography is slow to load. Throws `AEMM_MAC_SHORT`.
 */
export function createTokenAuthority(
  secret: Uint8Array | undefined,
  mac: Mac,
  random: Random,
): TokenAuthority {
  const remembered = new Map<string, number>();
  const nonce = createNonces(random);
  let first = secret;
  let generation = 0;
  // Of all that were used: one that was left is not used again, or its tokens would be known again.
  let newest = 0;
  let key: Uint8Array | undefined;
  const keyOfGeneration = (): Uint8Array => {
    first ??= random(new Uint8Array(32));
    return generation === 0
      ? first
      : mac(first, new TextEncoder().encode(`generation ${generation}`));
  };
  const sign = (bytes: Uint8Array): Uint8Array => {
    key ??= keyOfGeneration();
    return mac(key, bytes.subarray(0, NONCE_END)).subarray(0, MAC_LENGTH);
  };
  // Measured with a key of zeros: some platforms have no randomness before the first request.
  const length = mac.bytes ?? mac(new Uint8Array(32), new Uint8Array(NONCE_END)).length;
  if (length < MAC_LENGTH) {
    throw new AemmError(
      'AEMM_MAC_SHORT',
      `The mac makes ${length} bytes; session tokens need ${MAC_LENGTH}: use HMAC-SHA-256.`,
    );
  }

  const remember = (token: string, expiresAt: number): void => {
    if (remembered.size >= REMEMBERED) {
      for (const oldest of remembered.keys()) {
        remembered.delete(oldest);
        break;
      }
    }
    remembered.set(token, expiresAt);
  };

  const useGeneration = (next: number): void => {
    if (next === generation) return;
    generation = next;
    key = undefined;
    remembered.clear();
  };

  return {
    issue(expiresAt) {
      const bytes = new Uint8Array(LENGTH);
      bytes.set(PREFIX);
      new DataView(bytes.buffer).setUint16(EXPIRY.start, Math.floor(expiresAt / 2 ** 32));
      new DataView(bytes.buffer).setUint32(EXPIRY.start + 2, expiresAt % 2 ** 32);
      bytes.set(nonce(), EXPIRY.end);
      bytes.set(sign(bytes), NONCE_END);
      return encode(bytes);
    },
    expiryOf(token) {
      const known = remembered.get(token);
      if (known !== undefined) return known;
      const bytes = decode(token);
      if (bytes === undefined || !equal(bytes.subarray(NONCE_END), sign(bytes))) return undefined;
      const view = new DataView(bytes.buffer);
      const expiresAt = view.getUint16(EXPIRY.start) * 2 ** 32 + view.getUint32(EXPIRY.start + 2);
      remember(token, expiresAt);
      return expiresAt;
    },
    revoke() {
      newest++;
      useGeneration(newest);
    },
    reset: () => useGeneration(0),
  };
}

/** Draws nonces, many at a time where many are needed. */
function createNonces(random: Random): () => Uint8Array {
  const length = NONCE_END - EXPIRY.end;
  let drawn = new Uint8Array(0);
  let used = 0;
  return () => {
    if (used === drawn.length) {
      const next = Math.max(length, 2 * drawn.length);
      drawn = new Uint8Array(Math.min(next, length * MOST_NONCES_AT_ONCE));
      random(drawn);
      used = 0;
    }
    used += length;
    return drawn.subarray(used - length, used);
  };
}
/** Reads the TTL that a token is asked for; `undefined` if it is not 1 to 21600 seconds. */
export function parseTtl(header: unknown): number | undefined {
  if (typeof header !== 'string' || !/^\+?\d{1,9}$/.test(header)) return undefined;
  const seconds = Number(header);
  return seconds >= 1 && seconds <= MAX_TTL_SECONDS ? seconds : undefined;
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** The bytes of a token; `undefined` for any text that {@link encode} would not have made. */
function decode(token: string): Uint8Array | undefined {
  if (!/^[\w-]{54}==$/.test(token)) return undefined;
  const binary = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return encode(bytes) === token ? bytes : undefined;
}

/** Compares two codes of the same length, in a time that does not depend on where they differ. */
function equal(actual: Uint8Array, expected: Uint8Array): boolean {
  let difference = 0;
  for (const [index, byte] of actual.entries()) difference |= byte ^ (expected[index] ?? 0);
  return difference === 0;
}
