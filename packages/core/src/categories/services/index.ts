import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** The partition of AWS that the instance belongs to. */
export const services = defineCategory({
  id: 'services',
  contract: CATEGORY_CONTRACT,
  description: 'The partition of AWS that the instance belongs to',
  leaves: [
    {
      key: 'services-domain',
      path: 'meta-data/services/domain',
      value: ({ instance }) => instance.domain,
      since: '2014-02-25',
    },
    {
      key: 'services-partition',
      path: 'meta-data/services/partition',
      value: ({ instance }) => instance.partition,
      since: '2015-10-20',
    },
  ],
});
