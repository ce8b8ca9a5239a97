import type { ConfigInput } from '../config.ts';
import type { Problem, Warning } from '../model/finding.ts';
import type { Admitted, Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Said } from '../model/origin.ts';
import { findNearest } from '../nearest.ts';
import { envNameOf } from '../vocabulary/env-name.ts';
import type { SettingEntry } from '../vocabulary/setting-table.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { sayLeaves } from './env-leaves.ts';
import { isServiceAddress, isServiceName } from './service-variable.ts';

const PREFIX = 'AEMM_';
const INSTANCE_PREFIX = `${PREFIX}INSTANCE_`;

/** What the environment says. The file tells which keys there are beside the known ones. */
export function envLayer(env: ConfigInput['env'], vocabulary: Vocabulary, file: Layer): Admitted {
  const left = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(PREFIX) && value !== undefined) left.set(name, value);
  }
  const layer = new Map<string, Said>();
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  if (left.size > 0) {
    for (const entry of vocabulary.table) warnings.push(...saySetting(entry, left, layer));
    problems.push(...sayLeaves(left, vocabulary, file, layer));
  }
  return { layer, problems, warnings: [...warnings, ...hintsFor(left.keys(), vocabulary)] };
}

/** Takes the variable of a setting; what AEMM keeps under `server` may also go by its flag: `AEMM_PORT`. */
function saySetting(
  { key, name, env, setting, category }: SettingEntry,
  left: Map<string, string>,
  layer: Map<string, Said>,
): Warning[] {
  const warnings: Warning[] = [];
  const path = key.split('.');
  const names = category === undefined ? [envNameOf(name), env] : [env];
  for (const where of new Set(names)) {
    const text = left.get(where);
    left.delete(where);
    if (text === undefined || isServiceAddress(where, text)) continue;
    const value = text === '' ? EMPTY[setting.type] : text;
    layer.set(idOf(path), { path, value, origin: { source: 'environment', where } });
    if (text === '' && value !== '' && value !== setting.default) {
      warnings.push({ text: `${where} is empty, which counts as ${value}.` });
    }
  }
  return warnings;
}

/** An empty variable is a value: in Go, the zero of its type. */
const EMPTY = { string: '', integer: 0, boolean: false } as const;

/** Near misses only: there are many reasons for a variable of this prefix, and none stops the start. */
function hintsFor(names: Iterable<string>, { table, instanceFields }: Vocabulary): Warning[] {
  const known = [
    ...table.map(({ env }) => env),
    ...[...instanceFields.values()].map((field) => envNameOf(`instance.${field}`)),
  ];
  return [...names].flatMap((name) => {
    const near = isServiceName(name) ? undefined : nearestVariable(name, known);
    return near === undefined ? [] : [{ text: `Unknown variable ${name}. Did you mean ${near}?` }];
  });
}

/** What names have in common is no sign that one was meant: `AEMM_INSTANCE_COUNT` is far from `AEMM_INSTANCE_MAC`. */
function nearestVariable(name: string, known: readonly string[]): string | undefined {
  const prefix = name.startsWith(INSTANCE_PREFIX) ? INSTANCE_PREFIX : PREFIX;
  const rests = known.flatMap((other) =>
    other.startsWith(prefix) ? [other.slice(prefix.length)] : [],
  );
  const near = findNearest(name.slice(prefix.length), rests);
  return near === undefined ? undefined : prefix + near;
}
