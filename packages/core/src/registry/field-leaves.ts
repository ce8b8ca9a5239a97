import type { LeafDefinition } from '../contract/category.ts';
import { isFields } from '../contract/content.ts';

/** The leaf of one field of a branch, which has a key of its own. */
export interface FieldLeaf extends LeafDefinition {
  readonly fieldOf: { readonly branch: string; readonly name: string };
}

/** A branch, after a leaf for each of its fields that has a key of its own. */
export function withFieldLeaves(branch: LeafDefinition): (LeafDefinition | FieldLeaf)[] {
  const { key, path, fieldKeys = {}, branch: _, ...shared } = branch;
  const fields = Object.entries(fieldKeys).map(
    ([field, fieldKey]): FieldLeaf => ({
      ...shared,
      key: fieldKey,
      path: `${path}/${field}`,
      value: ({ value }) => {
        const whole = value(key);
        return isFields(whole) && Object.hasOwn(whole, field) ? whole[field] : undefined;
      },
      fieldOf: { branch: key, name: field },
    }),
  );
  return [...fields, branch];
}
