import type { Config, ConfigInput } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { readConfigFile } from '../files/config-file.ts';
import { findConfigFile } from '../files/find-config-file.ts';
import { envLayer } from '../layers/env-layer.ts';
import { fileLayer } from '../layers/file-layer.ts';
import { mergeLayers, withoutIncomplete } from '../layers/merge-layers.ts';
import { privateKeys } from '../messages/private-keys.ts';
import { describeProblems } from '../messages/problem.ts';
import { describeSnapshotProblems, findPlaces } from '../messages/snapshot-problems.ts';
import { describeWarnings } from '../messages/warning.ts';
import type { LayerResult } from '../model/layer.ts';
import { nearestAssignment } from '../model/layer.ts';
import { createPace, runPaced } from '../pace.ts';
import { checkNames } from '../vocabulary/check-names.ts';
import { buildVocabulary } from '../vocabulary/vocabulary.ts';
import { buildOverrides, profileOf } from './build-spec.ts';
import { checkLeaves } from './check-leaves.ts';
import { checkTokens } from './check-tokens.ts';
import { createConfig } from './create-config.ts';
import { readInstanceFrom } from './read-instance-from.ts';
import { readScenario } from './read-scenario.ts';
import { readUserData } from './read-user-data.ts';
import { resolveInstance } from './resolve-instance.ts';
import { resolveSettings } from './resolve-settings.ts';

/**
 * Resolves a configuration from command line, environment, file and defaults. Called again, it reads the file again.
 *
 * @throws ConfigError with exit code 1 if the file cannot be read, with 2 if a value is not allowed
 * @throws AemmError as {@link checkNames} does
 * @public
 */
export async function loadConfig(input: ConfigInput): Promise<Config> {
  const { categories, flags, env, read } = input;
  const pace = createPace();
  for (const category of categories) checkNames(category);
  const vocabulary = buildVocabulary(categories);
  const { path, named, warnings } = await findConfigFile(input);
  const file = path === undefined ? undefined : await readConfigFile(path, named, read);
  const fromFile = file === undefined ? EMPTY : await fileLayer(file, vocabulary, pace);
  const fromEnv = await envLayer(env, vocabulary, fromFile.layer, pace);

  const typed = resolveSettings(vocabulary, flags, fromEnv.layer, fromFile.layer, input.cwd);
  const merged = await mergeLayers(fromEnv.layer, fromFile.layer, pace);
  const userData = await readUserData(merged, input.cwd);
  const described = await readInstanceFrom(typed, userData.layer);
  const { overrides } = described;
  const { settings, scenario, ...played } = await readScenario(described.settings, {
    categories,
    cwd: input.cwd,
    file: fromFile.layer,
  });
  const profile = profileOf({ profile: settings.values.get('profile')?.value as 'aemm' | 'ec2' });
  const { given, instance, problems } = resolveInstance(overrides, profile);
  const checked = await checkLeaves(categories, overrides, given, profile, pace);
  const effective = await withoutIncomplete(overrides, vocabulary, pace);
  // What is incomplete has a warning of its own, and code may fail because of what is refused.
  const warned = checked.warned.filter(
    ({ key }) => key !== undefined && nearestAssignment(key, effective.overrides) !== undefined,
  );
  const all = [
    ...settings.problems,
    ...fromFile.problems,
    ...fromEnv.problems,
    ...userData.problems,
    ...described.problems,
    ...played.problems,
    ...problems,
    ...checkTokens(settings),
    ...checked.problems,
  ];
  const lines = await describeWarnings(
    [...warnings, ...fromFile.warnings, ...fromEnv.warnings, ...effective.warnings],
    vocabulary,
    file?.locate,
  );
  const places = await findPlaces(warned, overrides, file?.locate);
  if (all.length > 0) {
    const messages = await describeProblems(all, file?.locate, privateKeys(vocabulary));
    const later = describeSnapshotProblems(warned, places);
    throw new ConfigError(messages, 2, { warnings: [...lines, ...later] });
  }
  return createConfig({
    file: path,
    categories,
    vocabulary,
    settings,
    overrides,
    effective: await runPaced(buildOverrides(effective.overrides), pace),
    instance,
    scenario,
    warnings: lines,
    places,
  });
}

const EMPTY: LayerResult = { layer: new Map(), problems: [], warnings: [] };
