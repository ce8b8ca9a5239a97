import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Which instance this is, and what it was started from. */
export const identity = defineCategory({
  id: 'identity',
  contract: CATEGORY_CONTRACT,
  description: 'Which instance this is, and what it was started from',
  leaves: [
    {
      key: 'ami-id',
      path: '/latest/meta-data/ami-id',
      value: ({ instance }) => instance.imageId ?? 'ami-0a887e401f7654935',
      since: '1.0',
    },
    {
      key: 'ami-launch-index',
      path: '/latest/meta-data/ami-launch-index',
      value: '0',
      since: '1.0',
    },
    {
      key: 'ami-manifest-path',
      path: '/latest/meta-data/ami-manifest-path',
      value: '(unknown)',
      since: '1.0',
    },
    {
      key: 'instance-action',
      path: '/latest/meta-data/instance-action',
      value: 'none',
      since: '2008-09-01',
    },
    {
      key: 'instance-id',
      path: '/latest/meta-data/instance-id',
      value: ({ instance }) => instance.id ?? 'i-1234567890abcdef0',
      since: '1.0',
    },
    {
      key: 'instance-life-cycle',
      path: '/latest/meta-data/instance-life-cycle',
      value: ({ instance }) => instance.lifeCycle ?? 'on-demand',
      since: '2019-10-01',
    },
    {
      key: 'instance-type',
      path: '/latest/meta-data/instance-type',
      value: ({ instance }) => instance.type ?? 'm4.xlarge',
      since: '2007-08-29',
    },
    {
      key: 'kernel-id',
      path: '/latest/meta-data/kernel-id',
      value: 'aki-5c21674b',
      since: '2008-02-01',
    },
    {
      key: 'product-codes',
      path: '/latest/meta-data/product-codes',
      value: '3iplms73etrdhxdepv72l6ywj',
      since: '2007-03-01',
    },
    {
      key: 'ramdisk-id',
      path: '/latest/meta-data/ramdisk-id',
      value: 'ari-01bb5768',
      since: '2007-10-10',
    },
    {
      key: 'reservation-id',
      path: '/latest/meta-data/reservation-id',
      value: ({ instance }) => instance.reservationId ?? 'r-046cb3eca3e201d2f',
      since: '1.0',
    },
  ],
});
