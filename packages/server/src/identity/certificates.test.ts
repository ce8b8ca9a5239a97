import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { identityCertificates } from './certificates.ts';

test('there is one for each signature, and the only one that openssl x509 reads comes first', () => {
  expect(identityCertificates().map(({ kind, verifies }) => [kind, verifies])).toEqual([
    ['rsa1024', 'signature'],
    ['dsa', 'pkcs7'],
    ['rsa2048', 'rsa2048'],
  ]);
});

describe.each(identityCertificates())('the certificate $kind', ({ kind, certificate }) => {
  const x509 = new X509Certificate(certificate);

  test('says that it is not to be trusted', () => {
    expect(x509.subject).toBe(
      `O=EC2 metadata mock test authority\nOU=${kind}\nCN=EC2 metadata mock TEST KEY - do not trust`,
    );
    expect(x509.issuer).toBe(x509.subject);
  });

  test('can vouch for no other certificate', () => {
    expect(x509.ca).toBe(false);
  });

  test('is valid for any launch that EC2 can have seen, and long enough', () => {
    expect(Date.parse(x509.validFrom)).toBeLessThan(Date.UTC(2006, 0));
    expect(Date.parse(x509.validTo)).toBeGreaterThan(Date.UTC(2199, 0));
  });

  test('is PEM alone', () => {
    expect(certificate).toMatch(
      /^-----BEGIN CERTIFICATE-----\n[\w+/=\n]+\n-----END CERTIFICATE-----\n$/,
    );
  });
});

test('no two have the same name, by which openssl chooses', () => {
  const names = identityCertificates().map(({ certificate }) => {
    const { issuer, serialNumber } = new X509Certificate(certificate);
    return `${issuer} ${serialNumber}`;
  });
  expect(new Set(names).size).toBe(names.length);
});
