import type { AnyCategory, RouteFacts, Snapshot } from '@aemm/core';
import { atOnce, compileSnapshot } from '@aemm/core';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment, Origin, ResolvedValue } from '../model/origin.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { SpecParts } from './build-spec.ts';
import { buildOverrides, buildSpec } from './build-spec.ts';
import { keepRemoved } from './keep-removed.ts';
import { leafPath, leafValue } from './leaf-values.ts';

const DEFAULT: Origin = { source: 'default', where: undefined };
const DERIVED: Origin = { source: 'derived', where: undefined };

/** What values follow from. */
interface ListedParts extends SpecParts {
  readonly overrides: Layer;
}

/** Every value of a configuration: settings, configured fields of the instance, and each leaf's path and value. */
export function listValues(
  settings: readonly ResolvedValue[],
  categories: readonly AnyCategory[],
  vocabulary: Vocabulary,
  parts: ListedParts,
): readonly ResolvedValue[] {
  const all = listLeaves(categories, vocabulary, parts);
  // Nothing follows from nothing, and a start that saves its configuration is not to wait for it.
  if (parts.overrides.size === 0) return [...settings, ...all];
  const plain = { ...parts, overrides: new Map(), instance: {} };
  const defaults = new Map(
    listLeaves(categories, vocabulary, plain).map(({ key, value }) => [key, JSON.stringify(value)]),
  );
  const leaves = all.map((leaf) => {
    if (leaf.origin !== DEFAULT || defaults.get(leaf.key) === JSON.stringify(leaf.value))
      return leaf;
    return { ...leaf, origin: DERIVED };
  });
  const { instance, custom } = splitOthers(parts.overrides, vocabulary);
  return [...settings, ...instance, ...leaves, ...custom];
}

/** The path and the value of each leaf of the categories. */
function listLeaves(
  categories: readonly AnyCategory[],
  vocabulary: Vocabulary,
  parts: ListedParts,
): readonly ResolvedValue[] {
  const { overrides } = parts;
  const spec = buildSpec(categories, parts, atOnce(buildOverrides(overrides)));
  const snapshot = compileSnapshot(spec, 0);
  const served = groupRoutes(snapshot);
  return [...vocabulary.leaves.values()].flatMap((leaf) => {
    const routes = served.get(`${leaf.category.id}/${leaf.key}`) ?? [];
    const paths = overrides.get(idOf([leaf.section, 'paths', leaf.key]));
    const values = overrides.get(idOf([leaf.section, 'values', leaf.key]));
    return [
      listed([leaf.section, 'paths', leaf.key], leafPath(leaf, routes, paths), paths),
      listed(
        [leaf.section, 'values', leaf.key],
        keepRemoved(leafValue(leaf, routes, values), values?.value),
        values,
      ),
    ].flat();
  });
}

/** The configured fields of the instance, and leaves that no category has. */
function splitOthers(
  overrides: Layer,
  { leaves }: Vocabulary,
): { instance: ResolvedValue[]; custom: ResolvedValue[] } {
  const instance: ResolvedValue[] = [];
  const custom: ResolvedValue[] = [];
  for (const assignment of overrides.values()) {
    const [section = '', , key = ''] = assignment.path;
    if (section === 'instance')
      instance.push(...listed(assignment.path, assignment.value, assignment));
    else if (!leaves.has(idOf([section, key])))
      custom.push(...listed(assignment.path, assignment.value, assignment));
  }
  return { instance, custom };
}

function listed(
  path: readonly string[],
  value: unknown,
  assignment: Assignment | undefined,
): readonly ResolvedValue[] {
  if (value === undefined) return [];
  const origin = assignment?.origin ?? DEFAULT;
  return [{ key: path.join('.'), path, value, origin, secret: false }];
}

function groupRoutes({ routes }: Snapshot): ReadonlyMap<string, readonly RouteFacts[]> {
  const groups = new Map<string, RouteFacts[]>();
  for (const route of routes) {
    const id = `${route.category}/${route.key}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [route]);
    else group.push(route);
  }
  return groups;
}
