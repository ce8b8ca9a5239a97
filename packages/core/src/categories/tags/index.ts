import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Instance tags. */
export const tags = defineCategory({
  id: 'tags',
  contract: CATEGORY_CONTRACT,
  description: 'Instance tags',
  leaves: [
    {
      key: 'tags-instance-name',
      path: '/latest/meta-data/tags/instance/Name',
      value: ({ instance }) => (instance.tags === undefined ? 'test-instance' : undefined),
      since: '2021-03-23',
    },
    {
      key: 'tags-instance-test',
      path: '/latest/meta-data/tags/instance/Test',
      value: ({ instance }) => (instance.tags === undefined ? 'test-tag' : undefined),
      since: '2021-03-23',
    },
    {
      key: 'tags-instance',
      path: '/latest/meta-data/tags/instance',
      value: ({ instance }) => instance.tags ?? {},
      branch: true,
      since: '2021-03-23',
    },
  ],
});
