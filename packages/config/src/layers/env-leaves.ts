import type { Value } from '@aemm/core';
import { isFields, SECTIONS } from '@aemm/core';
import { allow } from '../messages/problem.ts';
import { mergeFields } from '../model/fields.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import type { Pace } from '../pace.ts';
import { envNameOf } from '../vocabulary/env-name.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { PARTS } from '../vocabulary/vocabulary.ts';

/** What a variable sets: a key, or a field of its value. */
interface Target {
  readonly path: readonly string[];
  readonly fields: readonly string[];
  /** The default value, which decides how text is read. */
  readonly base: Value | undefined;
}

const LEAF_OR_INSTANCE = /^AEMM_(?:(METADATA|DYNAMIC|USERDATA)_(VALUES|PATHS)|INSTANCE)_(.+)$/;

/**
 * Moves the variables of leaves and of the instance from `left` into the layer. A name that is not known makes a new
 * key.
 */
export async function readLeaves(
  left: Map<string, string>,
  vocabulary: Vocabulary,
  file: Layer,
  layer: Map<string, Assignment>,
  pace: Pace,
): Promise<Problem[]> {
  // Sorted, so that a field follows the whole that it is a field of.
  const names = [...left.keys()].filter((name) => LEAF_OR_INSTANCE.test(name)).sort();
  if (names.length === 0) return [];
  const targets = await findTargets(names, vocabulary, file, pace);
  return names.flatMap((where) => {
    const target = targets.get(where) ?? newTarget(where);
    if (target === undefined) return [];
    const value = readText(left.get(where) ?? '', target.base);
    left.delete(where);
    const origin = { source: 'environment', where } as const;
    const { path, fields } = target;
    const before = layer.get(idOf(path))?.value as Value | undefined;
    const whole = fields.reduceRight<Value>((inner, name) => ({ [name]: inner }), value);
    const assignment = { path, value: mergeFields(before, whole), origin };
    layer.set(idOf(path), assignment);
    return isBroken(value, target.base)
      ? [{ assignment, advice: allow('JSON, as the value is an object or a list') }]
      : [];
  });
}

/** Text that begins like JSON is read as JSON, unless the value is known to be text. */
function readText(text: string, base: Value | undefined): Value {
  const isText = base !== undefined && base !== null && typeof base !== 'object';
  if (isText || !/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether a value that must be an object or a list begins like one, but is not valid JSON. */
function isBroken(value: Value, base: Value | undefined): boolean {
  return (
    typeof base === 'object' && base !== null && typeof value === 'string' && /^\s*[{[]/.test(value)
  );
}

async function findTargets(
  names: readonly string[],
  vocabulary: Vocabulary,
  file: Layer,
  pace: Pace,
): Promise<ReadonlyMap<string, Target>> {
  const targets = new Map<string, Target>();
  const add = (target: Target): void => {
    const name = nameOf(target);
    if (!targets.has(name)) targets.set(name, target);
  };
  for (const field of vocabulary.instanceFields.values()) {
    add({ path: ['instance', field], fields: [], base: undefined });
  }
  const wholes: Target[] = [];
  for (const target of targetsOf(vocabulary, file)) {
    await pace();
    const prefix = nameOf(target);
    if (names.some((name) => name.startsWith(prefix))) wholes.push(target);
  }
  for (const whole of wholes) add(whole);
  // A key wins over a field of another key.
  for (const whole of wholes) for (const field of fieldsBelow(whole)) add(field);
  return targets;
}

function nameOf({ path, fields }: Target): string {
  return envNameOf([...path, ...fields].join('.'));
}

/** The leaves of the categories, and those that only the file has, complete or not. */
function* targetsOf({ leaves }: Vocabulary, file: Layer): Generator<Target, void> {
  for (const leaf of leaves.values()) {
    for (const part of PARTS) {
      const base = part === 'paths' ? '' : leaf.defaultValue();
      yield { path: [leaf.section, part, leaf.key], fields: [], base };
    }
  }
  for (const { path, value } of file.values()) {
    const [section = '', assigned, key = ''] = path;
    if (!SECTIONS.some((known) => known === section) || leaves.has(idOf([section, key]))) continue;
    for (const part of PARTS) {
      const base = part === assigned ? (value as Value) : undefined;
      yield { path: [section, part, key], fields: [], base };
    }
  }
}

function fieldsBelow({ path, fields, base }: Target): Target[] {
  if (!isFields(base)) return [];
  return Object.entries(base).flatMap(([name, value]) => {
    const field: Target = { path, fields: [...fields, name], base: value };
    return [field, ...fieldsBelow(field)];
  });
}

function newTarget(name: string): Target | undefined {
  const [, section, part, key] = LEAF_OR_INSTANCE.exec(name) ?? [];
  if (section === undefined || part === undefined || key === undefined) return undefined;
  const natural = key.toLowerCase().replaceAll('_', '-');
  const path = [section.toLowerCase(), part.toLowerCase(), natural];
  return { path, fields: [], base: part === 'PATHS' ? '' : undefined };
}
