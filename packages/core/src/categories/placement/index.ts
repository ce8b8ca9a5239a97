import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Where the instance runs. */
export const placement = defineCategory({
  id: 'placement',
  contract: CATEGORY_CONTRACT,
  description: 'Where the instance runs',
  leaves: [
    {
      key: 'placement-availability-zone',
      path: 'meta-data/placement/availability-zone',
      value: ({ instance }) => instance.availabilityZone,
      since: '2008-02-01',
    },
    {
      key: 'placement-availability-zone-id',
      path: 'meta-data/placement/availability-zone-id',
      value: ({ instance }) => instance.availabilityZoneId,
      since: '2019-10-01',
    },
    {
      key: 'placement-group-name',
      path: 'meta-data/placement/group-name',
      value: ({ instance }) => instance.placement.groupName,
      since: '2020-08-24',
    },
    {
      key: 'placement-host-id',
      path: 'meta-data/placement/host-id',
      value: ({ instance }) => instance.placement.hostId,
      since: '2020-08-24',
    },
    {
      key: 'placement-partition-number',
      path: 'meta-data/placement/partition-number',
      value: ({ instance }) => instance.placement.partitionNumber,
      since: '2020-08-24',
    },
    {
      key: 'placement-region',
      path: 'meta-data/placement/region',
      value: ({ instance }) => instance.region,
      since: '2020-08-24',
    },
  ],
});
