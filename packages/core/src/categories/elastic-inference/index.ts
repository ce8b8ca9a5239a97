import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Elastic Inference accelerators. */
export const elasticInference = defineCategory({
  id: 'elastic-inference',
  contract: CATEGORY_CONTRACT,
  description: 'Elastic Inference accelerators',
  leaves: [
    {
      key: 'elastic-inference-associations',
      path: 'meta-data/elastic-inference/associations',
      value: ({ instance }) => instance.acceleratorId,
      since: '2018-11-29',
    },
    {
      key: 'elastic-inference-accelerator',
      path: 'meta-data/elastic-inference/associations/{elastic-inference-associations}',
      format: 'json-text',
      value: ({ value }) => ({
        version_2018_04_12: {
          'elastic-inference-accelerator-id': value('elastic-inference-associations') ?? null,
          'elastic-inference-accelerator-type': 'eia1.medium',
        },
      }),
      since: '2018-11-29',
    },
  ],
});
