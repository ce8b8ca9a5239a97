import type { AnyCategory, ConfiguredScenario, InstanceDescription } from '@aemm/core';
import type { Config } from '../config.ts';
import type { Places } from '../messages/snapshot-problems.ts';
import { describeSnapshotProblems } from '../messages/snapshot-problems.ts';
import type { Layer } from '../model/layer.ts';
import type { ResolvedValue } from '../model/origin.ts';
import type { GlobalValues } from '../vocabulary/global-settings.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import type { SectionOverrides, SpecParts } from './build-spec.ts';
import { buildSpec, faultsOf, fleetOf } from './build-spec.ts';
import { listValues } from './list-values.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

/** The parts of a resolved configuration. */
interface Resolved {
  readonly file: string | undefined;
  readonly categories: readonly AnyCategory[];
  readonly vocabulary: Vocabulary;
  readonly settings: ResolvedSettings;
  readonly overrides: Layer;
  /** Those of the overrides that take effect. */
  readonly effective: SectionOverrides;
  readonly instance: InstanceDescription;
  readonly scenario: ConfiguredScenario | undefined;
  readonly warnings: readonly string[];
  /** Where what draws a warning is configured, by key in lower case. */
  readonly places: Places;
}

/** Builds the public `Config` from the resolved parts. */
export function createConfig(resolved: Resolved): Config {
  const { file, categories, vocabulary, settings, overrides, effective, instance } = resolved;
  const { scenario, warnings, places } = resolved;
  const globals = globalsOf(resolved);
  const parts: SpecParts = { globals, raw: settings.raw, instance };
  const ofSettings = [...settings.values.values()];
  let listed: readonly ResolvedValue[] | undefined;
  return {
    file,
    globals,
    settings: ofSettings,
    faults: faultsOf(globals),
    fleet: fleetOf(globals),
    scenario,
    warnings,
    // Only showing or saving a configuration needs every value.
    get values() {
      listed ??= listValues(ofSettings, categories, vocabulary, { ...parts, overrides });
      return listed;
    },
    describe: (problems, owners) => describeSnapshotProblems(problems, places, owners),
    spec(notices) {
      const spec = buildSpec(categories, parts, effective);
      return notices === undefined ? spec : { ...spec, notices };
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
