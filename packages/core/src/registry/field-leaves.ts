import type { LeafDefinition } from '../contract/category.ts';
import { isFields } from '../contract/content.ts';

/** A branch, after a leaf for each of its fields that has a key of its own. */
export function withFieldLeaves(branch: LeafDefinition): LeafDefinition[] {
  const { key, path, fieldKeys = {}, branch: _, ...shared } = branch;
  const fields = Object.entries(fieldKeys).map(
    ([field, fieldKey]): LeafDefinition => ({
      ...shared,
      key: fieldKey,
      path: `${path}/${field}`,
      value: ({ value }) => {
        const whole = value(key);
        return isFields(whole) && Object.hasOwn(whole, field) ? whole[field] : undefined;
      },
    }),
  );
  return [...fields, branch];
}
