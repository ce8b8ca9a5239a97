import type { KeyObject } from 'node:crypto';
import { contentOf, element, splitElements } from './der.ts';

const INTEGER = 0x02;
const SEQUENCE = 0x30;

/**
 * Signs by DSA with SHA-1 and the nonce of RFC 6979, so that a document has one signature in every run. The `sign` of
 * `node:crypto` draws a nonce.
 *
 * @returns r and s in DER
 */
export function signDsa(message: Uint8Array, key: KeyObject): Buffer {
  const { hash } = process.getBuiltinModule('node:crypto');
  const { p, q, g, x } = parametersOf(key);
  const digest = hash('sha1', message, 'buffer');
  const bytes = Math.ceil(q.toString(2).length / 8);
  const z = leftmostBits(digest, q);
  for (const k of nonces(toOctets(x, bytes), toOctets(z % q, bytes), q)) {
    const r = power(g, k, p) % q;
    // By Fermat, since q is prime.
    const s = (power(k, q - 2n, q) * (z + x * r)) % q;
    if (r !== 0n && s !== 0n) return element(SEQUENCE, integer(r), integer(s));
  }
  throw new Error('Unreachable: there is a nonce for every message.');
}

interface Parameters {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  /** The private key. */
  readonly x: bigint;
}

/** Reads them from PKCS #8: version, algorithm with its parameters, private key. */
function parametersOf(key: KeyObject): Parameters {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const [, algorithm, privateKey] = splitElements(contentOf(der));
  const [, domain] = splitElements(contentOf(algorithm ?? der));
  const [p, q, g] = splitElements(contentOf(domain ?? der)).map(readInteger);
  const x = readInteger(contentOf(privateKey ?? der));
  if (p === undefined || q === undefined || g === undefined) throw new TypeError('Not a DSA key.');
  return { p, q, g, x };
}

/** The candidates of RFC 6979, 3.2, with HMAC by SHA-1. */
function* nonces(x: Buffer, digest: Buffer, q: bigint): Generator<bigint, void> {
  const { createHmac } = process.getBuiltinModule('node:crypto');
  const hmac = (key: Buffer, ...parts: readonly Uint8Array[]): Buffer =>
    createHmac('sha1', key).update(Buffer.concat(parts)).digest();
  let k: Buffer = Buffer.alloc(20);
  let v: Buffer = Buffer.alloc(20, 1);
  const mix = (...parts: readonly Uint8Array[]): void => {
    k = hmac(k, v, ...parts);
    v = hmac(k, v);
  };
  mix(Buffer.of(0), x, digest);
  mix(Buffer.of(1), x, digest);
  while (true) {
    let drawn = Buffer.alloc(0);
    while (drawn.length < x.length) {
      v = hmac(k, v);
      drawn = Buffer.concat([drawn, v]);
    }
    const candidate = leftmostBits(drawn, q);
    if (candidate > 0n && candidate < q) yield candidate;
    mix(Buffer.of(0));
  }
}

/** As many of the leftmost bits as a number has. */
function leftmostBits(octets: Uint8Array, number: bigint): bigint {
  const surplus = octets.length * 8 - number.toString(2).length;
  return fromOctets(octets) >> BigInt(Math.max(surplus, 0));
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function readInteger(der: Uint8Array): bigint {
  return fromOctets(contentOf(der));
}

/** A positive integer has a zero before a first bit that is set. */
function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const sign = (octets[0] ?? 0) > 0x7f ? [Buffer.of(0)] : [];
  return element(INTEGER, ...sign, octets);
}

function fromOctets(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets).toString('hex') || '0'}`);
}

function toOctets(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
}
