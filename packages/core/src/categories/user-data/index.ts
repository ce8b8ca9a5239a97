import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { encodeBase64 } from '../../text/base64.ts';

/** User data. */
export const userData = defineCategory({
  id: 'user-data',
  contract: CATEGORY_CONTRACT,
  description: 'User data',
  section: 'userdata',
  leaves: [
    {
      key: 'userdata',
      path: '/latest/user-data',
      format: 'base64',
      value: ({ instance }) =>
        instance.userData === undefined
          ? 'MTIzNCxqb2huLHJlYm9vdCx0cnVlCg=='
          : encodeBase64(instance.userData),
      since: '1.0',
    },
  ],
});
