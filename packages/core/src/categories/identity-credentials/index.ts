import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { lastRefresh } from '../../instance/refresh.ts';
import { formatTime } from '../../text/time.ts';
import { temporaryCredentials } from '../iam/credentials.ts';

const ROLE = 'ec2-instance';

/** Credentials of the instance itself, which AWS keeps for its own agents. */
export const identityCredentials = defineCategory({
  id: 'identity-credentials',
  contract: CATEGORY_CONTRACT,
  description: 'Credentials of the instance itself',
  leaves: [
    {
      key: 'identity-credentials-info',
      path: 'meta-data/identity-credentials/ec2/info',
      value: ({ instance, startedAt, time }) => ({
        Code: 'Success',
        LastUpdated: formatTime(lastRefresh(startedAt, time).at),
        AccountId: instance.accountId,
      }),
      since: '2018-05-23',
    },
    {
      key: 'identity-credentials-role',
      path: 'meta-data/identity-credentials/ec2/security-credentials',
      value: ROLE,
      since: '2018-05-23',
    },
    {
      key: 'identity-credentials',
      path: `meta-data/identity-credentials/ec2/security-credentials/${ROLE}`,
      value: ({ instance, imds, startedAt, time }) =>
        temporaryCredentials(ROLE, { instance, imds, refresh: lastRefresh(startedAt, time) }),
      since: '2018-05-23',
    },
  ],
});
