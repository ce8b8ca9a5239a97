import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Block device mapping. */
export const blockDevices = defineCategory({
  id: 'block-devices',
  contract: CATEGORY_CONTRACT,
  description: 'Block device mapping',
  leaves: [
    {
      key: 'block-device-mapping-ami',
      path: '/latest/meta-data/block-device-mapping/ami',
      value: '/dev/xvda',
      since: '2007-12-15',
    },
    {
      key: 'block-device-mapping-ebs',
      path: '/latest/meta-data/block-device-mapping/ebs0',
      value: 'sdb',
      since: '2007-12-15',
    },
    {
      key: 'block-device-mapping-ephemeral',
      path: '/latest/meta-data/block-device-mapping/ephemeral0',
      value: 'sdb',
      since: '2007-12-15',
    },
    {
      key: 'block-device-mapping-root',
      path: '/latest/meta-data/block-device-mapping/root',
      value: '/dev/xvda',
      since: '2007-12-15',
    },
    {
      key: 'block-device-mapping-swap',
      path: '/latest/meta-data/block-device-mapping/swap',
      value: 'sdcs',
      since: '2007-12-15',
    },
  ],
});
