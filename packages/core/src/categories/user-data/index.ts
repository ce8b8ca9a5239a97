import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** User data. */
export const userData = defineCategory({
  id: 'user-data',
  contract: CATEGORY_CONTRACT,
  description: 'User data',
  section: 'userdata',
  leaves: [
    {
      key: 'userdata',
      path: 'user-data',
      format: 'base64',
      value: ({ instance }) => instance.userData,
      since: '1.0',
    },
  ],
});
