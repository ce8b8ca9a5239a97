import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Block device mapping. */
export const blockDevices = defineCategory({
  id: 'block-devices',
  contract: CATEGORY_CONTRACT,
  description: 'Block device mapping',
  leaves: [
    {
      key: 'block-device-mapping',
      path: 'meta-data/block-device-mapping',
      value: ({ instance }) => instance.blockDevices,
      branch: true,
      fieldKeys: {
        ami: 'block-device-mapping-ami',
        ebs0: 'block-device-mapping-ebs',
        ephemeral0: 'block-device-mapping-ephemeral',
        root: 'block-device-mapping-root',
        swap: 'block-device-mapping-swap',
      },
      since: '2007-12-15',
    },
  ],
});
