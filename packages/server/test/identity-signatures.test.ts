import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityKeyPair } from '../src/index.ts';
import { createIdentitySigner, identityCertificates } from '../src/index.ts';
import { makeCertificate } from './make-certificate.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const NO_OPENSSL = hasOpenssl ? '' : ' (skipped: there is no openssl on the PATH)';
const COMMANDS = ['cms', 'smime'] as const;
const LEAVES = ['pkcs7', 'rsa2048'] as const;
/** Each run starts openssl several times. */
const RUNS = { numRuns: 12 };

const folder = mkdtempSync(join(tmpdir(), 'aemm-identity-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const documents = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
  // Where the lengths in the encoding grow by a byte.
  fc.constantFrom(0, 127, 128, 255, 256, 65_535, 65_536).map((length) => Buffer.alloc(length, 'x')),
);
/** Documents long enough to be found in the message, a byte of them, and what it changes by. */
const changes = fc.record({
  document: fc.uint8Array({ minLength: 16, maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
  at: fc.nat(),
  by: fc.integer({ min: 1, max: 255 }),
});

describe.runIf(hasOpenssl)(`openssl verifies${NO_OPENSSL}`, () => {
  const signer = createIdentitySigner();

  beforeAll(() => {
    const all = identityCertificates().map(({ certificate }) => certificate);
    write('certificates', all.join(''));
    write('key', openssl(['x509', '-pubkey', '-noout', '-in', 'certificates']).stdout);
  });

  test.each(LEAVES)('%s of any document', (leaf) => {
    fc.assert(
      fc.property(documents, (document) => {
        const message = decode(signer[leaf](document));
        for (const command of COMMANDS) {
          expect(documentIn(message, command, 'certificates')).toEqual(document);
        }
      }),
      RUNS,
    );
  });

  test.each(LEAVES)('not %s when a byte of the document has changed', (leaf) => {
    fc.assert(
      fc.property(changes, ({ document, at, by }) => {
        const message = decode(signer[leaf](document));
        flip(message, message.indexOf(document) + (at % document.length), by);
        for (const command of COMMANDS) {
          expect(documentIn(message, command, 'certificates')).toBeUndefined();
        }
      }),
      RUNS,
    );
  });

  test('signature of any document, and not when a byte of it has changed', () => {
    fc.assert(
      fc.property(changes, ({ document, at, by }) => {
        const signature = decode(signer.signature(document));
        expect(isSigned(document, signature)).toBe(true);
        flip(document, at % document.length, by);
        expect(isSigned(document, signature)).toBe(false);
      }),
      RUNS,
    );
  });

  test.each([
    { leaf: 'pkcs7', kind: 'dsa', version: 1 },
    { leaf: 'pkcs7', kind: 'dsa', version: 3 },
    { leaf: 'rsa2048', kind: 'rsa2048', version: 1 },
    { leaf: 'rsa2048', kind: 'rsa2048', version: 3 },
  ] as const)('$leaf by a key of your own and its certificate of version $version', (each) => {
    const { leaf, kind, version } = each;
    const document = Buffer.from('{}');
    const pair = makePair(kind, version);
    const message = decode(createIdentitySigner({ [kind]: pair })[leaf](document));
    write('own', pair.certificate);

    expect(documentIn(message, 'cms', 'own')).toEqual(document);
    expect(documentIn(message, 'cms', 'certificates')).toBeUndefined();
  });

  test('signature by a key of your own, the others being those of the test authority', () => {
    const document = Buffer.from('{}');
    const pair = makePair('rsa1024', 1);
    const own = createIdentitySigner({ rsa1024: pair });
    write('own', pair.certificate);
    write('own-key', openssl(['x509', '-pubkey', '-noout', '-in', 'own']).stdout);

    expect(isSigned(document, decode(own.signature(document)), 'own-key')).toBe(true);
    expect(own.rsa2048(document)).toBe(signer.rsa2048(document));
  });
});

/** The document in a message whose signature is right. */
function documentIn(message: Buffer, command: string, certificates: string): Buffer | undefined {
  const options = ['-verify', '-noverify', '-inform', 'DER', '-certfile', certificates];
  const { status, stdout } = openssl([command, ...options], message);
  return status === 0 ? stdout : undefined;
}

function isSigned(document: Buffer, signature: Buffer, key = 'key'): boolean {
  write('signature', signature);
  const options = ['-sha256', '-verify', key, '-signature', 'signature'];
  return openssl(['dgst', ...options], document).status === 0;
}

function openssl(args: readonly string[], input?: Buffer) {
  return spawnSync('openssl', args, { cwd: folder, timeout: 30_000, ...(input && { input }) });
}

function makePair(kind: 'rsa1024' | 'dsa' | 'rsa2048', version: 1 | 3): IdentityKeyPair {
  const { privateKey } =
    kind === 'dsa'
      ? generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
      : generateKeyPairSync('rsa', { modulusLength: kind === 'rsa1024' ? 1024 : 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, certificate: makeCertificate(privateKey, version) };
}

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
}

function flip(bytes: Buffer, at: number, by: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ by;
}

function decode(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
