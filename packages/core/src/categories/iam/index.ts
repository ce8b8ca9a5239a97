import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import type { Instance } from '../../instance/instance.ts';
import { partitionOf } from '../../instance/partition.ts';

const DEFAULT_ROLE = 'baskinc-role';

/** Instance profile and credentials of its role. */
export const iam = defineCategory({
  id: 'iam',
  contract: CATEGORY_CONTRACT,
  description: 'Instance profile and credentials of its role',
  leaves: [
    {
      key: 'iam-info',
      path: '/latest/meta-data/iam/info',
      value: ({ instance }) => ({
        Code: 'Success',
        LastUpdated: '2020-04-02T18:50:40Z',
        InstanceProfileArn: profileArn(instance),
        InstanceProfileId: 'AIPA5BOGHHXZELSK34VU4',
      }),
      since: '2012-01-12',
    },
    {
      key: 'iam-security-credentials-role',
      path: '/latest/meta-data/iam/security-credentials',
      value: ({ instance }) => instance.role ?? DEFAULT_ROLE,
      since: '2012-01-12',
    },
    {
      key: 'iam-security-credentials',
      path: '/latest/meta-data/iam/security-credentials/{iam-security-credentials-role}',
      value: {
        Code: 'Success',
        LastUpdated: '2020-04-02T18:50:40Z',
        Type: 'AWS-HMAC',
        AccessKeyId: '12345678901',
        SecretAccessKey: 'v/12345678901',
        Token: 'TEST92test48TEST+y6RpoTEST92test48TEST/8oWVAiBqTEsT5Ky7ty2tEStxC1T==',
        Expiration: '2020-04-02T00:49:51Z',
      },
      since: '2012-01-12',
    },
  ],
});

function profileArn({ region, accountId = '896453262835', role = DEFAULT_ROLE }: Instance): string {
  return `arn:${partitionOf(region).id}:iam::${accountId}:instance-profile/${role}`;
}
