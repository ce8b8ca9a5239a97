import type { DefaultException } from '../../contract/profile.ts';
import { profileArn } from '../../instance/arn.ts';
import { PKCS7, SIGNATURE } from './signatures.ts';

/** AEMM lists no such leaf. */
const ABSENT: readonly DefaultException[] = [{ instead: true, value: null }];

/** AEMM's fields in its order; its defaults contradict those of the rest of the metadata. */
const identityDocument: readonly DefaultException[] = [
  { unless: ['accountId'], value: { accountId: '0123456789' } },
  { unless: ['imageId'], value: { imageId: 'ami-0b69ea66ff7391e80' } },
  { unless: ['availabilityZone', 'region'], value: { availabilityZone: 'us-east-1f' } },
  { unless: ['privateIp', 'interfaces'], value: { privateIp: '10.0.7.10' } },
  { unless: ['kernelId'], value: { kernelId: null } },
  { unless: ['ramdiskId'], value: { ramdiskId: null } },
  { unless: ['productCodes'], value: { marketplaceProductCodes: null } },
  {
    order: [
      'accountId',
      'imageId',
      'availabilityZone',
      'ramdiskId',
      'kernelId',
      'devpayProductCodes',
      'marketplaceProductCodes',
      'version',
      'privateIp',
      'billingProducts',
      'instanceId',
      'pendingTime',
      'architecture',
      'instanceType',
      'region',
    ],
  },
];

/**
 * Where AEMM's default values contradict its default instance, key by key. A field of the instance that is configured
 * takes the place of what AEMM has.
 */
export const aemmExceptions: Readonly<Record<string, readonly DefaultException[]>> = {
  'dynamic.instance-identity-document': identityDocument,
  'dynamic.instance-identity-pkcs': [{ value: PKCS7 }],
  'dynamic.instance-identity-signature': [{ value: SIGNATURE }],
  'dynamic.instance-identity-rsa2048': ABSENT,
  'metadata.ipv6': [{ unless: ['ipv6', 'interfaces'], value: null }],
  'metadata.system': ABSENT,
  'metadata.profile': ABSENT,
  'metadata.metrics-vhostmd': ABSENT,
  'metadata.mac-network-card': ABSENT,
  'metadata.mac-ipv4-associations': [
    { unless: ['privateIp', 'publicIp', 'interfaces'], value: '192.0.2.54' },
  ],
  'metadata.identity-credentials-info': ABSENT,
  'metadata.identity-credentials-role': ABSENT,
  'metadata.identity-credentials': ABSENT,
  'metadata.iam-info': [
    {
      unless: ['freshCredentials', 'iamError'],
      instead: true,
      value: (instance) =>
        instance.instanceProfile === null
          ? null
          : {
              Code: 'Success',
              LastUpdated: '2020-04-02T18:50:40Z',
              InstanceProfileArn: profileArn(instance),
              InstanceProfileId: instance.instanceProfileId,
            },
    },
    {
      unless: ['accountId', 'iamError'],
      value: (instance) => ({
        InstanceProfileArn: profileArn({ ...instance, accountId: '896453262835' }),
      }),
    },
  ],
  'metadata.iam-security-credentials': [
    {
      unless: ['freshCredentials', 'iamError', 'roleCredentials'],
      instead: true,
      value: {
        Code: 'Success',
        LastUpdated: '2020-04-02T18:50:40Z',
        Type: 'AWS-HMAC',
        AccessKeyId: '12345678901',
        SecretAccessKey: 'v/12345678901',
        Token: 'TEST92test48TEST+y6RpoTEST92test48TEST/8oWVAiBqTEsT5Ky7ty2tEStxC1T==',
        Expiration: '2020-04-02T00:49:51Z',
      },
    },
  ],
};
