import type { Fields, Section, Value } from '@aemm/core';
import { isFields, SECTIONS } from '@aemm/core';
import type { ConfigFile } from '../files/config-file.ts';
import { allow } from '../messages/problem.ts';
import type { Problem, Warning } from '../model/finding.ts';
import type { LayerResult } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment, Origin } from '../model/origin.ts';
import type { Pace } from '../pace.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { PARTS } from '../vocabulary/vocabulary.ts';
import { leafAsTyped, settingAsTyped } from './as-typed.ts';

interface Reading {
  readonly vocabulary: Vocabulary;
  readonly file: string;
  readonly typed: Fields | undefined;
  readonly binary: ReadonlySet<string>;
  readonly origin: Origin;
  readonly layer: Map<string, Assignment>;
  readonly problems: Problem[];
  readonly warnings: Warning[];
  readonly pace: Pace;
}

const CONFIG_FILE = 'config-file';

/** Reads the layer of a config file. An unknown key is a warning, never a problem. */
export async function fileLayer(
  file: ConfigFile,
  vocabulary: Vocabulary,
  pace: Pace,
): Promise<LayerResult> {
  const reading: Reading = {
    vocabulary,
    file: file.path,
    typed: file.typed,
    binary: new Set(file.binary.map((path) => JSON.stringify(path))),
    origin: { source: 'file', where: file.path },
    layer: new Map(),
    problems: [],
    warnings: file.repeated.map(({ key, position }) => {
      const place = `${file.path}:${position.line}:${position.column}`;
      return { text: `"${key}" is given twice in ${place}. The last one counts.` };
    }),
    pace,
  };
  for (const [name, value] of Object.entries(file.fields)) {
    await pace();
    await readTop(reading, name, value);
  }
  return reading;
}

async function readTop(reading: Reading, name: string, value: Value): Promise<void> {
  const { vocabulary } = reading;
  const lower = name.toLowerCase();
  const section = SECTIONS.find((known) => known === lower);
  if (lower === '$schema') return;
  if (section !== undefined) await readSection(reading, section, name, value);
  else if (lower === 'instance') readInstance(reading, name, value);
  else if (vocabulary.groups.has(lower)) readGroup(reading, name, value);
  else readSetting(reading, [name], value);
}

function readSetting(reading: Reading, written: readonly string[], value: Value): void {
  const entry = reading.vocabulary.settings.get(idOf(written));
  if (entry === undefined) {
    warnUnknown(reading, written);
    return;
  }
  const { key, setting } = entry;
  // Files that AEMM saved name the file they were made from, and in YAML a key easily has no value: both are ignored.
  if (key === CONFIG_FILE || value === null) return;
  assign(
    reading,
    key.split('.'),
    written,
    settingAsTyped(setting, value, typedAt(reading, written, value)),
  );
}

function readGroup(reading: Reading, name: string, value: Value): void {
  const prefix = `${name.toLowerCase()}.`;
  const names = reading.vocabulary.table.flatMap(({ key }) =>
    key.toLowerCase().startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
  for (const [inner, field] of fieldsOf(reading, [name], value, names)) {
    readSetting(reading, [name, inner], field);
  }
}

function readInstance(reading: Reading, name: string, value: Value): void {
  const { instanceFields } = reading.vocabulary;
  for (const [inner, field] of fieldsOf(reading, [name], value, [...instanceFields.values()])) {
    const natural = instanceFields.get(inner.toLowerCase());
    const written = [name, inner];
    if (natural === undefined) warnUnknown(reading, written);
    else {
      const path = ['instance', encodedName(natural, written, reading)];
      assign(reading, path, written, typedAt(reading, written, field));
    }
  }
}

/** User data in YAML's `!!binary` has become base64. */
function encodedName(natural: string, written: readonly string[], { binary }: Reading): string {
  const isEncoded = natural === 'userData' && binary.has(JSON.stringify(written));
  return isEncoded ? 'userDataBase64' : natural;
}

async function readSection(
  reading: Reading,
  section: Section,
  name: string,
  value: Value,
): Promise<void> {
  for (const [inner, entries] of fieldsOf(reading, [name], value, PARTS)) {
    const part = PARTS.find((known) => known === inner.toLowerCase());
    if (part === undefined) {
      warnUnknown(reading, [name, inner]);
      continue;
    }
    for (const [key, entry] of fieldsOf(reading, [name, inner], entries, ['the keys of leaves'])) {
      await reading.pace();
      const leaf = reading.vocabulary.leaves.get(idOf([section, key]));
      const written = [name, inner, key];
      const value =
        part === 'paths' ? entry : leafAsTyped(leaf, entry, typedAt(reading, written, entry));
      const assignment = assign(reading, [section, part, leaf?.key ?? key], written, value);
      if (part === 'paths') checkPath(reading, assignment);
    }
  }
}

function checkPath({ problems }: Reading, assignment: Assignment): void {
  const { value } = assignment;
  if (typeof value === 'string' || value === null) return;
  const advice = allow('a path such as /latest/meta-data/mac, or null for none');
  problems.push({ assignment, advice });
}

/** The value at a key, with numbers as they were typed. */
function typedAt({ typed }: Reading, written: readonly string[], value: Value): Value {
  if (typed === undefined) return value;
  const found = written.reduce<Value | undefined>(
    (inner, name) => (isFields(inner) ? inner[name] : undefined),
    typed,
  );
  return found ?? value;
}

/** The entries of what must be an object; anything else is a problem. */
function fieldsOf(
  { problems, origin }: Reading,
  path: readonly string[],
  value: Value,
  names: readonly string[],
): [string, Value][] {
  if (value === null) return [];
  if (isFields(value)) return Object.entries(value satisfies Fields);
  problems.push({
    assignment: { path, value, origin },
    advice: allow(`an object with ${names.join(',')}`),
  });
  return [];
}

function assign(
  { layer, origin, warnings, file }: Reading,
  path: readonly string[],
  written: readonly string[],
  value: Value,
): Assignment {
  const id = idOf(path);
  const assignment: Assignment = { path, value, origin, written };
  const previous = layer.get(id);
  if (previous?.written !== undefined) {
    const both = `"${previous.written.join('.')}" and "${written.join('.')}"`;
    warnings.push({
      text: (place) => `${both} in ${place} are the same key. The last one counts.`,
      key: { file, path: written },
    });
  }
  layer.set(id, assignment);
  return assignment;
}

function warnUnknown({ file, warnings }: Reading, unknown: readonly string[]): void {
  warnings.push({
    text: (place) => `Unknown key "${unknown.join('.')}" in ${place}.`,
    key: { file, path: unknown },
    unknown,
  });
}
