import type { AnyCategory, LeafDefinition, NoticeDefinition } from '../contract/category.ts';
import type { FieldLeaf } from './field-leaves.ts';
import { withFieldLeaves } from './field-leaves.ts';
import { onceEach } from './once-each.ts';

/** A leaf, the leaf of one field of a branch, or a notice. */
export type Definition = LeafDefinition | FieldLeaf | NoticeDefinition;

/** The leaves and notices of a category; each branch after the leaves of its fields. */
export const definitionsOf = onceEach(({ leaves, notices }: AnyCategory): readonly Definition[] => [
  ...leaves.flatMap(withFieldLeaves),
  ...notices,
]);
