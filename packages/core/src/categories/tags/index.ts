import * as z from 'zod/mini';
import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

/** Instance tags. */
export const tags = defineCategory({
  id: 'tags',
  contract: CATEGORY_CONTRACT,
  description: 'Instance tags',
  actions: {
    set: {
      description: 'Sets a tag',
      input: z.strictObject({
        name: z.string().check(z.describe('the name of the tag')),
        value: z.string().check(z.describe('its value')),
      }),
      run: ({ name, value }, { instance }) => ({
        instance: { tags: { ...instance.tags, [name]: value } },
      }),
    },
    remove: {
      description: 'Removes a tag',
      input: z.strictObject({ name: z.string().check(z.describe('the name of the tag')) }),
      run({ name }, { instance: { tags } }) {
        if (Object.hasOwn(tags, name)) return { instance: { tags: { ...tags, [name]: null } } };
        throw new Error(`there is no tag "${name}", only ${Object.keys(tags).join(', ')}`);
      },
    },
  },
  leaves: [
    {
      key: 'tags-instance',
      path: 'meta-data/tags/instance',
      value: ({ instance }) => instance.tags,
      branch: true,
      fieldKeys: { Name: 'tags-instance-name', Test: 'tags-instance-test' },
      since: '2021-03-23',
    },
  ],
});
