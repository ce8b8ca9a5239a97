import type { AnyCategory, Instance } from '@aemm/core';
import type { Config } from '../config.ts';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment, ResolvedValue } from '../model/origin.ts';
import type { GlobalValues } from '../vocabulary/global-settings.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { SpecParts } from './build-spec.ts';
import { buildSpec } from './build-spec.ts';
import { listValues } from './list-values.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

/** The parts of a resolved configuration. */
interface Resolved {
  readonly file: string | undefined;
  readonly categories: readonly AnyCategory[];
  readonly vocabulary: Vocabulary;
  readonly settings: ResolvedSettings;
  readonly overrides: Layer;
  readonly instance: Instance;
  readonly warnings: readonly string[];
}

/** Builds the public `Config` from the resolved parts. */
export function createConfig(resolved: Resolved): Config {
  const { file, categories, vocabulary, settings, overrides, instance, warnings } = resolved;
  const globals = globalsOf(resolved);
  const parts: SpecParts = { globals, raw: settings.raw, overrides, instance };
  let listed: readonly ResolvedValue[] | undefined;
  return {
    file,
    globals,
    warnings,
    // Only showing or saving a configuration needs every value.
    get values() {
      listed ??= listValues([...settings.values.values()], categories, vocabulary, parts);
      return listed;
    },
    spec(served) {
      const ids = new Set(served.map(({ id }) => id));
      return buildSpec(served, { ...parts, overrides: servedOnly(overrides, vocabulary, ids) });
    },
  };
}

/** Global settings accept their own output, so the configured value is the parsed one. */
function globalsOf({ vocabulary, settings }: Resolved): GlobalValues {
  const entries = vocabulary.table.flatMap(({ category, name, key }) =>
    category === undefined ? [[name, settings.values.get(key)?.value]] : [],
  );
  return Object.fromEntries(entries) as GlobalValues;
}

/** Drops the overrides of leaves that are not served: core would take them for new ones. */
function servedOnly(overrides: Layer, { leaves }: Vocabulary, served: ReadonlySet<string>): Layer {
  const isServed = ({ path }: Assignment): boolean => {
    const [section = '', , key = ''] = path;
    const leaf = leaves.get(idOf([section, key]));
    return leaf === undefined || served.has(leaf.category.id);
  };
  return new Map([...overrides].filter(([, assignment]) => isServed(assignment)));
}
