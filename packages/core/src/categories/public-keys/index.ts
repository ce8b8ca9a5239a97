import { CATEGORY_CONTRACT, defineCategory, forEachOf } from '../../contract/category.ts';

const ofKeyPair = forEachOf(({ keyPairs }) =>
  keyPairs.map((keyPair, index) => ({ ...keyPair, index })),
);

/** The key pairs given at launch. */
export const publicKeys = defineCategory({
  id: 'public-keys',
  contract: CATEGORY_CONTRACT,
  description: 'The key pairs given at launch',
  leaves: [
    ofKeyPair({
      key: 'public-key',
      path: 'meta-data/public-keys/{index}/openssh-key',
      directoryLabel: '{index}={name}',
      // The one leaf that EC2 ends with a line feed; AEMM does not.
      value: ({ publicKey }, { profile }) => (profile === 'aemm' ? publicKey : `${publicKey}\n`),
      since: '1.0',
    }),
  ],
});
