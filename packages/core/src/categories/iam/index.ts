import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { profileArn } from '../../instance/arn.ts';
import { formatTime } from '../../text/time.ts';
import { refreshOf, temporaryCredentials } from './credentials.ts';

const ROLE = 'iam-security-credentials-role';

/** Instance profile and credentials of its role. */
export const iam = defineCategory({
  id: 'iam',
  contract: CATEGORY_CONTRACT,
  description: 'Instance profile and credentials of its role',
  leaves: [
    {
      key: 'iam-info',
      path: 'meta-data/iam/info',
      value: (context) => {
        const { instance } = context;
        if (instance.instanceProfile === null) return undefined;
        return {
          Code: 'Success',
          LastUpdated: formatTime(refreshOf(context).at),
          InstanceProfileArn: profileArn(instance),
          InstanceProfileId: instance.instanceProfileId,
        };
      },
      since: '2012-01-12',
    },
    {
      key: ROLE,
      path: 'meta-data/iam/security-credentials',
      value: ({ instance }) => instance.role,
      since: '2012-01-12',
    },
    {
      key: 'iam-security-credentials',
      path: `meta-data/iam/security-credentials/{${ROLE}}`,
      value: (context) => temporaryCredentials(String(context.value(ROLE)), context),
      since: '2012-01-12',
    },
  ],
});
