import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { partitionOf } from '../../instance/partition.ts';

/** The partition of AWS that the instance belongs to. */
export const services = defineCategory({
  id: 'services',
  contract: CATEGORY_CONTRACT,
  description: 'The partition of AWS that the instance belongs to',
  leaves: [
    {
      key: 'services-domain',
      path: '/latest/meta-data/services/domain',
      value: ({ instance }) => partitionOf(instance.region).domain,
      since: '2014-02-25',
    },
    {
      key: 'services-partition',
      path: '/latest/meta-data/services/partition',
      value: ({ instance }) => partitionOf(instance.region).id,
      since: '2015-10-20',
    },
  ],
});
