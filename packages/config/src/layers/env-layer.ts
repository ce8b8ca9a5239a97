import type { ConfigInput } from '../config.ts';
import type { Problem, Warning } from '../model/finding.ts';
import type { Layer, LayerResult } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import { findNearest } from '../nearest.ts';
import type { Pace } from '../pace.ts';
import { envNameOf } from '../vocabulary/env-name.ts';
import type { SettingEntry } from '../vocabulary/setting-table.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { readLeaves } from './env-leaves.ts';
import { isServiceAddress, isServiceName } from './service-variable.ts';

const PREFIX = 'AEMM_';
const INSTANCE_PREFIX = `${PREFIX}INSTANCE_`;

/** Names the control plane of another mock, for its clients. It is not a setting, but close to the names of some. */
const CONTROL_URL = `${PREFIX}CONTROL_URL`;

/** Reads the layer of the environment. The file adds keys of its own to those that can be set. */
export async function envLayer(
  env: ConfigInput['env'],
  vocabulary: Vocabulary,
  file: Layer,
  pace: Pace,
): Promise<LayerResult> {
  const left = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(PREFIX) && value !== undefined) left.set(name, value);
  }
  const layer = new Map<string, Assignment>();
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  if (left.size > 0) {
    for (const entry of vocabulary.table) warnings.push(...readSetting(entry, left, layer));
    problems.push(...(await readLeaves(left, vocabulary, file, layer, pace)));
  }
  return { layer, problems, warnings: [...warnings, ...hintsFor(left.keys(), vocabulary)] };
}

/** Takes the variable of a setting; settings under `server` are also found by their flag: `AEMM_PORT`. */
function readSetting(
  { key, name, env, setting, category }: SettingEntry,
  left: Map<string, string>,
  layer: Map<string, Assignment>,
): Warning[] {
  const warnings: Warning[] = [];
  const path = key.split('.');
  const names = category === undefined ? [envNameOf(name), env] : [env];
  for (const where of new Set(names)) {
    const text = left.get(where);
    left.delete(where);
    if (text === undefined || isServiceAddress(where, text)) continue;
    const value = text === '' ? EMPTY[setting.type] : text;
    const other = layer.get(idOf(path));
    if (other !== undefined && other.value !== value) {
      const both = `${other.origin.where} and ${where}`;
      warnings.push({ text: `${both} are the same setting. ${where} counts.` });
    }
    layer.set(idOf(path), { path, value, origin: { source: 'environment', where } });
    if (text === '' && value !== '' && value !== setting.default) {
      warnings.push({ text: `${where} is empty, which counts as ${value}.` });
    }
  }
  return warnings;
}

/** An empty variable is a value: in Go, the zero of its type. */
const EMPTY = { string: '', integer: 0, boolean: false } as const;

/** Hints for names that are close to a known one: other programs may have variables with this prefix too. */
function hintsFor(names: Iterable<string>, { table, instanceFields }: Vocabulary): Warning[] {
  const known = [
    ...table.map(({ env }) => env),
    ...[...instanceFields.values()].map((field) => envNameOf(`instance.${field}`)),
  ];
  return [...names].flatMap((name) => {
    const isOther = name === CONTROL_URL || isServiceName(name);
    const near = isOther ? undefined : nearestVariable(name, known);
    return near === undefined ? [] : [{ text: `Unknown variable ${name}. Did you mean ${near}?` }];
  });
}

/** Compares what follows the common prefix: `AEMM_INSTANCE_COUNT` is far from `AEMM_INSTANCE_MAC`. */
function nearestVariable(name: string, known: readonly string[]): string | undefined {
  const prefix = name.startsWith(INSTANCE_PREFIX) ? INSTANCE_PREFIX : PREFIX;
  const rests = known.flatMap((other) =>
    other.startsWith(prefix) ? [other.slice(prefix.length)] : [],
  );
  const near = findNearest(name.slice(prefix.length), rests);
  return near === undefined ? undefined : prefix + near;
}
