import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { actions } from './actions.ts';
import { instanceProfileInfo } from './info.ts';
import { ROLE } from './keys.ts';
import { roleCredentials } from './role.ts';
import type { IamState } from './state.ts';
import { failureOf } from './state.ts';

/** Instance profile and credentials of its role. */
export const iam = defineCategory({
  id: 'iam',
  contract: CATEGORY_CONTRACT,
  description: 'Instance profile and credentials of its role',
  state: {} as IamState,
  actions,
  leaves: [
    {
      key: 'iam-info',
      path: 'meta-data/iam/info',
      value: instanceProfileInfo,
      since: '2012-01-12',
    },
    {
      key: ROLE,
      path: 'meta-data/iam/security-credentials',
      value: (context) => {
        const failure = failureOf(context);
        const isGone = failure !== undefined && failure !== 'AssumeRoleUnauthorizedAccess';
        return isGone ? null : context.instance.role;
      },
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
