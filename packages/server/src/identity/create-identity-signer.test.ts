import type { KeyObject } from 'node:crypto';
import { createPublicKey, verify } from 'node:crypto';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { identityCertificates } from './certificates.ts';
import { createIdentitySigner } from './create-identity-signer.ts';

const DOCUMENT = bytes(`{
  "accountId" : "123456789012",
  "architecture" : "x86_64",
  "availabilityZone" : "us-east-1b",
  "billingProducts" : null,
  "devpayProductCodes" : null,
  "marketplaceProductCodes" : null,
  "imageId" : "ami-04505e74c0741db8d",
  "instanceId" : "i-1234567890abcdef0",
  "instanceType" : "t2.micro",
  "kernelId" : null,
  "pendingTime" : "2022-09-14T22:34:41Z",
  "privateIp" : "172.31.17.42",
  "ramdiskId" : null,
  "region" : "us-east-1",
  "version" : "2017-09-30"
}`);

/** The encoding of the real service in February 2026, with the names, numbers and digest of this test in it. */
const RSA2048 = `
  30 80
    06 09 2a864886f70d010702                        # signedData
    a0 80
      30 80
        02 01 01
        31 0d  30 0b  06 09 608648016503040201      # SHA-256, without parameters
        30 80
          06 09 2a864886f70d010701                  # data
          a0 80  24 80  04 82 01 dc <document>
          00 00  00 00  00 00
        31 82 02 40
          30 82 02 3c
            02 01 01
            30 7e
              30 71
                31 29  30 27  06 03 55040a  13 20 "EC2 metadata mock test authority"
                31 10  30 0e  06 03 55040b  13 07 "rsa2048"
                31 32  30 30  06 03 550403  13 29 "EC2 metadata mock TEST KEY - do not trust"
              02 09 00cbc9e4da4ab598c4
            30 0b  06 09 608648016503040201
            a0 81 96 [
              30 18  06 09 2a864886f70d010903  31 0b  06 09 2a864886f70d010701
              30 1c  06 09 2a864886f70d010905  31 0f  17 0d "220914223444Z"
              30 2b  06 09 2a864886f70d010934  31 1e  30 1c
                30 0b  06 09 608648016503040201
                a1 0d  06 09 2a864886f70d01010b  05 00
              30 2f  06 09 2a864886f70d010904  31 22  04 20
                ddec50114aec5f3b8a6d8d80dffd593b0d89fc259cf5cff8b074ad0c6990d8a8
            ]
            30 0d  06 09 2a864886f70d01010b  05 00  # sha256WithRSAEncryption
            04 82 01 00 <signature>
        00 00
      00 00
    00 00`;

/** Likewise; what little SHA-1 and DSA differ by is known from captures of 2022 and before. */
const PKCS7 = `
  30 80
    06 09 2a864886f70d010702                        # signedData
    a0 80
      30 80
        02 01 01
        31 0b  30 09  06 05 2b0e03021a  05 00       # SHA-1
        30 80
          06 09 2a864886f70d010701                  # data
          a0 80  24 80  04 82 01 dc <document>
          00 00  00 00  00 00
        31 82 01 50
          30 82 01 4c
            02 01 01
            30 7a
              30 6d
                31 29  30 27  06 03 55040a  13 20 "EC2 metadata mock test authority"
                31 0c  30 0a  06 03 55040b  13 03 "dsa"
                31 32  30 30  06 03 550403  13 29 "EC2 metadata mock TEST KEY - do not trust"
              02 09 00ee4e4f3a2818925c
            30 09  06 05 2b0e03021a  05 00
            a0 81 84 [
              30 18  06 09 2a864886f70d010903  31 0b  06 09 2a864886f70d010701
              30 1c  06 09 2a864886f70d010905  31 0f  17 0d "220914223444Z"
              30 23  06 09 2a864886f70d010904  31 16  04 14
                e735eb4ed1438dced5a008791d67e5388df8739d
              30 25  06 09 2a864886f70d010934  31 18  30 16
                30 09  06 05 2b0e03021a  05 00
                a1 09  06 07 2a8648ce380403
            ]
            30 09  06 07 2a8648ce380403             # dsaWithSHA1, without parameters
            04 2e <signature>
        00 00
      00 00
    00 00`;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the form of the real service', () => {
  test('signature: 128 bytes of base64, in lines of 76', () => {
    const text = createIdentitySigner().signature(DOCUMENT);

    expect(text.split('\n').map((line) => line.length)).toEqual([76, 76, 20]);
    expect(verify('sha256', DOCUMENT, publicKey('rsa1024'), decode(text))).toBe(true);
  });

  test.each([
    { leaf: 'rsa2048', kind: 'rsa2048', digest: 'sha256', template: RSA2048, ending: 256 + 6 },
    { leaf: 'pkcs7', kind: 'dsa', digest: 'sha1', template: PKCS7, ending: 46 + 6 },
  ] as const)('$leaf, byte for byte', ({ leaf, kind, digest, template, ending }) => {
    const der = decode(ofUsualLength(leaf));
    const signature = der.subarray(-ending, -6);
    const attributes = hexOf(/\[(.*?)\]/s.exec(template)?.[1] ?? '');
    const expected = hexOf(
      template
        .replace('<document>', DOCUMENT.toString('hex'))
        .replace('<signature>', signature.toString('hex'))
        .replace(/[[\]]/g, ''),
    );

    expect(der.toString('hex')).toBe(expected);
    const length = (attributes.length / 2).toString(16);
    const signed = Buffer.from(`3181${length}${attributes}`, 'hex');
    expect(verify(digest, signed, publicKey(kind), signature)).toBe(true);
  });

  test.each(['rsa2048', 'pkcs7'] as const)('%s: base64 in lines of 76, no PEM', (leaf) => {
    const text = createIdentitySigner()[leaf](DOCUMENT);

    expect(text).toMatch(/^(?:[A-Za-z0-9+/]{76}\n)+[A-Za-z0-9+/]{1,76}={0,2}$/);
  });
});

describe('the same document', () => {
  test('has the same signatures by every signer', () => {
    const [one, other] = [createIdentitySigner(), createIdentitySigner()];

    expect(one.signature(DOCUMENT)).toBe(other.signature(DOCUMENT));
    expect(one.pkcs7(DOCUMENT)).toBe(other.pkcs7(DOCUMENT));
    expect(one.rsa2048(DOCUMENT)).toBe(other.rsa2048(DOCUMENT));
  });

  test('is signed once, until 64 others came since it was last asked for', () => {
    const sign = vi.spyOn(process.getBuiltinModule('node:crypto'), 'sign');
    onTestFinished(() => sign.mockRestore());
    const signer = createIdentitySigner();
    const signOthers = (count: number, name: string): void => {
      for (let index = 0; index < count; index++) signer.signature(bytes(`${name} ${index}`));
    };
    const timesSigned = (): number =>
      sign.mock.calls.filter(([, data]) => Buffer.compare(data as Buffer, DOCUMENT) === 0).length;

    for (const name of ['one', 'two']) {
      signer.signature(Buffer.from(DOCUMENT));
      signOthers(63, name);
    }
    signer.signature(DOCUMENT);
    expect(timesSigned()).toBe(1);
    signOthers(64, 'three');
    signer.signature(DOCUMENT);
    expect(timesSigned()).toBe(2);
  });

  test('is signed anew when a byte of it changes', () => {
    const signer = createIdentitySigner();
    const changed = Buffer.from(DOCUMENT);
    changed[20] = 0x39;

    for (const leaf of ['signature', 'pkcs7', 'rsa2048'] as const) {
      expect(signer[leaf](changed)).not.toBe(signer[leaf](DOCUMENT));
    }
  });
});

describe('the time of the signature', () => {
  test.each([
    ['three seconds after pendingTime', '2026-02-28T23:59:58Z', '170d', '260301000001Z'],
    ['to the second', '2026-01-02T03:04:05.678+01:00', '170d', '260102020408Z'],
    ['with a two-digit year to 2049', '2049-12-31T23:59:56Z', '170d', '491231235959Z'],
    ['with a four-digit year from 2050', '2049-12-31T23:59:57Z', '180f', '20500101000000Z'],
    ['with a four-digit year before 1950', '1949-12-31T23:59:56Z', '180f', '19491231235959Z'],
    ['never after the year 9999', '9999-12-31T23:59:58Z', '180f', '99991231235959Z'],
  ])('%s', (_name, pendingTime, tag, text) => {
    expect(timeIn(JSON.stringify({ pendingTime }))).toBe(tag + bytes(text).toString('hex'));
  });

  test.each([
    ['without pendingTime', '{}'],
    ['with a pendingTime that is not a time', '{ "pendingTime" : "soon" }'],
    ['with a pendingTime that is not text', '{ "pendingTime" : 5 }'],
    ['that is null', 'null'],
    ['that is not JSON', 'once upon a time'],
    ['that is empty', ''],
  ])('is the start of the certificate for a document %s', (_name, text) => {
    expect(timeIn(text)).toBe(`170d${bytes('000101000000Z').toString('hex')}`);
  });
});

test('nothing is loaded before the first signature', () => {
  const load = vi.spyOn(process, 'getBuiltinModule');
  const signer = createIdentitySigner();
  expect(load).not.toHaveBeenCalled();
  signer.signature(DOCUMENT);
  expect(load).toHaveBeenCalledWith('node:crypto');
});

/** The `signingTime` attribute of a document's signature, as hexadecimal digits. */
function timeIn(document: string): string {
  const der = decode(createIdentitySigner().rsa2048(bytes(document))).toString('hex');
  return /06092a864886f70d01090531(?:0f|11)(170d.{26}|180f.{30})/.exec(der)?.[1] ?? '';
}

/** The two numbers of a DSA signature are shorter or longer by a byte now and then. */
function ofUsualLength(leaf: 'pkcs7' | 'rsa2048'): string {
  for (let tries = 0; tries < 100; tries++) {
    const text = createIdentitySigner()[leaf](DOCUMENT);
    // The tag and the length of the signature stand before it.
    const head = decode(text).subarray(-54, -52);
    if (leaf === 'rsa2048' || head.equals(Buffer.of(4, 46))) return text;
  }
  throw new Error('No DSA signature of 46 bytes in 100.');
}

function hexOf(template: string): string {
  return template
    .replace(/"(.*?)"/g, (_, text: string) => bytes(text).toString('hex'))
    .replace(/#.*$/gm, '')
    .replace(/\s/g, '');
}

function publicKey(kind: string): KeyObject {
  const { certificate = '' } = identityCertificates().find((each) => each.kind === kind) ?? {};
  return createPublicKey(certificate);
}

function decode(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

function bytes(text: string): Buffer {
  return Buffer.from(text);
}
