import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import type { Instance } from '../../instance/instance.ts';

/** Where the instance runs. */
export const placement = defineCategory({
  id: 'placement',
  contract: CATEGORY_CONTRACT,
  description: 'Where the instance runs',
  leaves: [
    {
      key: 'placement-availability-zone',
      path: '/latest/meta-data/placement/availability-zone',
      value: ({ instance }) => instance.availabilityZone ?? 'us-east-1a',
      since: '2008-02-01',
    },
    {
      key: 'placement-availability-zone-id',
      path: '/latest/meta-data/placement/availability-zone-id',
      value: ({ instance }) => zoneId(instance),
      since: '2019-10-01',
    },
    {
      key: 'placement-group-name',
      path: '/latest/meta-data/placement/group-name',
      value: 'a-placement-group',
      since: '2020-08-24',
    },
    {
      key: 'placement-host-id',
      path: '/latest/meta-data/placement/host-id',
      value: 'h-0da999999f9999fb9',
      since: '2020-08-24',
    },
    {
      key: 'placement-partition-number',
      path: '/latest/meta-data/placement/partition-number',
      value: '1',
      since: '2020-08-24',
    },
    {
      key: 'placement-region',
      path: '/latest/meta-data/placement/region',
      value: ({ instance }) => instance.region ?? 'us-east-1',
      since: '2020-08-24',
    },
  ],
});

/** AEMM's id belongs to AEMM's zone: a zone that was described has its own, or none that is known. */
function zoneId({ availabilityZone, availabilityZoneId }: Instance): string | undefined {
  return availabilityZoneId ?? (availabilityZone === undefined ? 'use1-az4' : undefined);
}
