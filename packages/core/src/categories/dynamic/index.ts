import type { LeafDefinition } from '../../contract/category.ts';
import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import type { IdentitySigner } from '../../contract/identity-signer.ts';
import { identityDocument } from './document.ts';

const DOCUMENT = 'instance-identity-document';

/** A signature over the bytes that the document is served with. */
function signed(kind: keyof IdentitySigner): LeafDefinition['value'] {
  return ({ signer, served }) => {
    const document = signer && served(DOCUMENT);
    // Signing costs milliseconds, and most mocks are never asked.
    return document && (() => signer[kind](document));
  };
}

function signature(key: string, kind: keyof IdentitySigner): LeafDefinition {
  const path = `dynamic/instance-identity/${kind}`;
  return { key, path, value: signed(kind), since: '2009-04-04' };
}

/** Instance identity document, its signatures and monitoring. */
export const dynamic = defineCategory({
  id: 'dynamic',
  contract: CATEGORY_CONTRACT,
  description: 'Instance identity document, its signatures and monitoring',
  section: 'dynamic',
  leaves: [
    {
      key: DOCUMENT,
      path: 'dynamic/instance-identity/document',
      value: ({ instance }) => identityDocument(instance),
      since: '2009-04-04',
    },
    signature('instance-identity-pkcs', 'pkcs7'),
    signature('instance-identity-rsa2048', 'rsa2048'),
    signature('instance-identity-signature', 'signature'),
    {
      key: 'fws-instance-monitoring',
      path: 'dynamic/fws/instance-monitoring',
      value: ({ instance }) => instance.monitoring,
      since: '2009-04-04',
    },
  ],
});
