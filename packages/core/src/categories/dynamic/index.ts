import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { identityDocument } from './document.ts';
import { PKCS7, SIGNATURE } from './signatures.ts';

/** Instance identity document, its signatures and monitoring. */
export const dynamic = defineCategory({
  id: 'dynamic',
  contract: CATEGORY_CONTRACT,
  description: 'Instance identity document, its signatures and monitoring',
  section: 'dynamic',
  leaves: [
    {
      key: 'instance-identity-document',
      path: '/latest/dynamic/instance-identity/document',
      value: ({ instance }) => identityDocument(instance),
      since: '2009-04-04',
    },
    {
      key: 'instance-identity-pkcs',
      path: '/latest/dynamic/instance-identity/pkcs7',
      value: PKCS7,
      since: '2009-04-04',
    },
    {
      key: 'instance-identity-signature',
      path: '/latest/dynamic/instance-identity/signature',
      value: SIGNATURE,
      since: '2009-04-04',
    },
    {
      key: 'fws-instance-monitoring',
      path: '/latest/dynamic/fws/instance-monitoring',
      value: 'disabled',
      since: '2009-04-04',
    },
  ],
});
