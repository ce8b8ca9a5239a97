import type { KeyObject, X509Certificate } from 'node:crypto';
import { contentOf, element, openElement, splitElements } from './der.ts';
import type { SigningKey } from './read-key-pair.ts';
import { signDsa } from './sign-dsa.ts';

const SEQUENCE = 0x30;
const SET = 0x31;
const OCTET_STRING = 0x04;
/** An octet string in pieces. */
const OCTET_STRINGS = 0x24;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const IMPLICIT_0 = 0xa0;
const IMPLICIT_1 = 0xa1;

/** Object identifiers and numbers, encoded. */
const SIGNED_DATA = fromHex('06092a864886f70d010702');
const DATA = fromHex('06092a864886f70d010701');
const CONTENT_TYPE = fromHex('06092a864886f70d010903');
const MESSAGE_DIGEST = fromHex('06092a864886f70d010904');
const SIGNING_TIME = fromHex('06092a864886f70d010905');
const ALGORITHM_PROTECTION = fromHex('06092a864886f70d010934');
const VERSION_1 = fromHex('020101');

/** A digest and a signature algorithm, by the names of `node:crypto` and as the content of an AlgorithmIdentifier. */
export interface Algorithms {
  readonly digest: 'sha1' | 'sha256';
  readonly digestId: Uint8Array;
  readonly signatureId: Uint8Array;
  readonly sign: (message: Uint8Array, key: KeyObject) => Buffer;
}

/** DSA with SHA-1, of which RFC 3370 gives SHA-1 a NULL parameter, and DSA none. */
export const DSA_SHA1: Algorithms = {
  digest: 'sha1',
  digestId: fromHex('06052b0e03021a0500'),
  signatureId: fromHex('06072a8648ce380403'),
  sign: signDsa,
};

/** RSA with SHA-256, of which RFC 5754 gives SHA-256 no parameter, and RSA a NULL. */
export const RSA_SHA256: Algorithms = {
  digest: 'sha256',
  digestId: fromHex('0609608648016503040201'),
  signatureId: fromHex('06092a864886f70d01010b0500'),
  sign: (message, key) => process.getBuiltinModule('node:crypto').sign('sha256', message, key),
};

/**
 * CMS SignedData (RFC 5652) as the real service encodes it: indefinite lengths around the document and definite ones in
 * the SignerInfo, no certificates, the signer named by issuer and serial number.
 *
 * @param signingTime - milliseconds since the Unix epoch
 */
export function signedData(
  document: Uint8Array,
  signer: SigningKey,
  algorithms: Algorithms,
  signingTime: number,
): Buffer {
  const content = openElement(OCTET_STRINGS, element(OCTET_STRING, document));
  const body = openElement(
    SEQUENCE,
    VERSION_1,
    element(SET, element(SEQUENCE, algorithms.digestId)),
    openElement(SEQUENCE, DATA, openElement(IMPLICIT_0, content)),
    element(SET, signerInfo(document, signer, algorithms, signingTime)),
  );
  return openElement(SEQUENCE, SIGNED_DATA, openElement(IMPLICIT_0, body));
}

function signerInfo(
  document: Uint8Array,
  { key, certificate }: SigningKey,
  { digest, digestId, signatureId, sign }: Algorithms,
  signingTime: number,
): Buffer {
  const { hash } = process.getBuiltinModule('node:crypto');
  const digestAlgorithm = element(SEQUENCE, digestId);
  const attributes = [
    attribute(CONTENT_TYPE, DATA),
    attribute(SIGNING_TIME, timeElement(signingTime)),
    attribute(MESSAGE_DIGEST, element(OCTET_STRING, hash(digest, document, 'buffer'))),
    attribute(
      ALGORITHM_PROTECTION,
      element(SEQUENCE, digestAlgorithm, element(IMPLICIT_1, signatureId)),
    ),
  ].sort(Buffer.compare);
  return element(
    SEQUENCE,
    VERSION_1,
    issuerAndSerial(certificate),
    digestAlgorithm,
    element(IMPLICIT_0, ...attributes),
    element(SEQUENCE, signatureId),
    // What is signed is the set of attributes under its own tag (RFC 5652, 5.4).
    element(OCTET_STRING, sign(element(SET, ...attributes), key)),
  );
}

function attribute(type: Uint8Array, value: Uint8Array): Buffer {
  return element(SEQUENCE, type, element(SET, value));
}

/** The two fields of the certificate that name it, byte for byte. */
function issuerAndSerial(certificate: X509Certificate): Buffer {
  const [signed = new Uint8Array()] = splitElements(contentOf(certificate.raw));
  const fields = splitElements(contentOf(signed));
  // The version comes first, unless it is 1.
  const [serial, , issuer] = fields[0]?.[0] === IMPLICIT_0 ? fields.slice(1) : fields;
  return element(SEQUENCE, issuer ?? new Uint8Array(), serial ?? new Uint8Array());
}

/** UTCTime has years of two digits, from 1950 to 2049; RFC 5652 wants GeneralizedTime for all others. */
function timeElement(time: number): Buffer {
  const digits = new Date(time).toISOString().slice(0, 19).replace(/\D/g, '');
  const short = digits >= '1950' && digits < '2050';
  const text = `${short ? digits.slice(2) : digits}Z`;
  return element(short ? UTC_TIME : GENERALIZED_TIME, Buffer.from(text, 'ascii'));
}

function fromHex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}
