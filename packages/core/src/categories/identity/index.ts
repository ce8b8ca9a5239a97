import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { unlessEmpty } from '../../contract/content.ts';

/** Which instance this is, and what it was started from. */
export const identity = defineCategory({
  id: 'identity',
  contract: CATEGORY_CONTRACT,
  description: 'Which instance this is, and what it was started from',
  leaves: [
    {
      key: 'ami-id',
      path: 'meta-data/ami-id',
      value: ({ instance }) => instance.imageId,
      since: '1.0',
    },
    {
      key: 'ami-launch-index',
      path: 'meta-data/ami-launch-index',
      value: ({ instance }) => instance.launchIndex,
      since: '1.0',
    },
    {
      key: 'ami-manifest-path',
      path: 'meta-data/ami-manifest-path',
      value: '(unknown)',
      since: '1.0',
    },
    {
      key: 'ancestor-ami-ids',
      path: 'meta-data/ancestor-ami-ids',
      value: ({ instance }) => unlessEmpty(instance.ancestorAmiIds),
      since: '2007-10-10',
    },
    {
      key: 'instance-action',
      path: 'meta-data/instance-action',
      value: 'none',
      since: '2008-09-01',
    },
    {
      key: 'instance-id',
      path: 'meta-data/instance-id',
      value: ({ instance }) => instance.id,
      since: '1.0',
    },
    {
      key: 'instance-life-cycle',
      path: 'meta-data/instance-life-cycle',
      value: ({ instance }) => instance.lifeCycle,
      since: '2019-10-01',
    },
    {
      key: 'instance-type',
      path: 'meta-data/instance-type',
      value: ({ instance }) => instance.type,
      since: '2007-08-29',
    },
    {
      key: 'kernel-id',
      path: 'meta-data/kernel-id',
      value: ({ instance }) => instance.kernelId,
      since: '2008-02-01',
    },
    {
      key: 'product-codes',
      path: 'meta-data/product-codes',
      value: ({ instance }) => unlessEmpty(instance.productCodes),
      since: '2007-03-01',
    },
    {
      key: 'profile',
      path: 'meta-data/profile',
      value: 'default-hvm',
      since: '2011-01-01',
    },
    {
      key: 'ramdisk-id',
      path: 'meta-data/ramdisk-id',
      value: ({ instance }) => instance.ramdiskId,
      since: '2007-10-10',
    },
    {
      key: 'reservation-id',
      path: 'meta-data/reservation-id',
      value: ({ instance }) => instance.reservationId,
      since: '1.0',
    },
    {
      key: 'system',
      path: 'meta-data/system',
      value: 'nitro',
      since: '2022-09-24',
    },
    {
      key: 'metrics-vhostmd',
      path: 'meta-data/metrics/vhostmd',
      value: '<?xml version="1.0" encoding="UTF-8"?>',
      since: '2011-05-01',
    },
  ],
});
