import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { profileArn } from '../../instance/arn.ts';
import { formatTime } from '../../text/time.ts';
import { refreshOf, roleCredentials, TROUBLESHOOTING } from './credentials.ts';

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
        const { instance, iamError } = context;
        if (instance.instanceProfile === null) return undefined;
        const LastUpdated = formatTime(refreshOf(context).at);
        if (iamError === 'InstanceProfileNotFound') {
          const Message = `Instance Profile ${profileArn(instance)} cannot be found.  Please see documentation at ${TROUBLESHOOTING}.`;
          return { Code: iamError, Message, LastUpdated };
        }
        return {
          Code: 'Success',
          LastUpdated,
          InstanceProfileArn: profileArn(instance),
          InstanceProfileId: instance.instanceProfileId,
        };
      },
      since: '2012-01-12',
    },
    {
      key: ROLE,
      path: 'meta-data/iam/security-credentials',
      value: ({ instance, iamError }) =>
        iamError === 'InstanceProfileNotFound' ? null : instance.role,
      since: '2012-01-12',
    },
    {
      key: 'iam-security-credentials',
      path: `meta-data/iam/security-credentials/{${ROLE}}`,
      value: (context) => roleCredentials(String(context.value(ROLE)), context),
      since: '2012-01-12',
    },
  ],
});
