import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { element } from './der.ts';
import { signDsa } from './sign-dsa.ts';
import { TEST_KEYS } from './test-keys.ts';

const key = createPrivateKey(TEST_KEYS.dsa.key);

test('signs as node:crypto verifies, the same bytes each time', () => {
  const publicKey = createPublicKey(key);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (message) => {
      const signature = signDsa(message, key);
      expect(verify('sha1', message, publicKey, signature)).toBe(true);
      expect(signDsa(message, key)).toEqual(signature);
    }),
    { numRuns: 30 },
  );
});

/** Numbers of RFC 6979, A.2.1: a key of 1024 bits and the signature of `sample`. */
const RFC = {
  p: `86F5CA03DCFEB225063FF830A0C769B9DD9D6153AD91D7CE27F787C43278B447
      E6533B86B18BED6E8A48B784A14C252C5BE0DBF60B86D6385BD2F12FB763ED88
      73ABFD3F5BA2E0A8C0A59082EAC056935E529DAF7C610467899C77ADEDFC846C
      881870B7B19B2B58F9BE0521A17002E3BDD6B86685EE90B3D9A1B02B782B1779`,
  q: '996F967F6C8E388D9E28D01E205FBA957A5698B1',
  g: `07B0F92546150B62514BB771E2A0C0CE387F03BDA6C56B505209FF25FD3C133D
      89BBCD97E904E09114D9A7DEFDEADFC9078EA544D2E401AEECC40BB9FBBF78FD
      87995A10A1C27CB7789B594BA7EFB5C4326A9FE59A070E136DB77175464ADCA4
      17BE5DCE2F40D10A46A3A3943F26AB7FD9C0398FF8C76EE0A56826A8A88F1DBD`,
  x: '411602CB19A6CCC34494D79D98EF1E7ED5AF25F7',
  r: '2E1A0C2562B2912CAAF89186FB0F42001585DA55',
  s: '29EFB6B0AFF2D7A68EB70CA313022253B9A88DF5',
};

/** An integer of DER, with a zero before it so that none is negative. */
const integer = (digits: string): Buffer =>
  element(
    0x02,
    Buffer.from(`00${digits.replaceAll(/\s/g, '')}`.replace(/^00(?=[0-7])/, ''), 'hex'),
  );

test('draws the nonce of RFC 6979', () => {
  const domain = element(0x30, integer(RFC.p), integer(RFC.q), integer(RFC.g));
  const algorithm = element(0x30, Buffer.from('06072a8648ce380401', 'hex'), domain);
  const der = element(0x30, integer('00'), algorithm, element(0x04, integer(RFC.x)));
  const rfcKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });

  expect(signDsa(Buffer.from('sample'), rfcKey).toString('hex')).toBe(
    element(0x30, integer(RFC.r), integer(RFC.s)).toString('hex'),
  );
});
