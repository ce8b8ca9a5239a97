import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Instance tags. */
export const tags = defineCategory({
  id: 'tags',
  contract: CATEGORY_CONTRACT,
  description: 'Instance tags',
  leaves: [
    {
      key: 'tags-instance',
      path: 'meta-data/tags/instance',
      value: ({ instance }) => instance.tags,
      branch: true,
      fieldKeys: { Name: 'tags-instance-name', Test: 'tags-instance-test' },
      since: '2021-03-23',
    },
  ],
});
