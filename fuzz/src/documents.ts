import fc from 'fast-check';
import { dump } from 'js-yaml';
import { stringify } from 'smol-toml';

/** A file as text, in a format that the product reads. */
export interface DocumentText {
  readonly format: 'json' | 'yaml' | 'toml';
  /** In Latin-1. */
  readonly text: string;
}

type Values = fc.Arbitrary<unknown>;

/**
 * Files that hold values, from valid ones to noise.
 *
 * @param damageable - the values that may be damaged, so that parts of them appear anywhere; absent: all
 */
export function documentsOf(values: Values, damageable = values): fc.Arbitrary<DocumentText> {
  return fc.oneof(
    { weight: 50, arbitrary: written(values) },
    { weight: 40, arbitrary: damaged(written(damageable)) },
    { weight: 10, arbitrary: noise() },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  );
}

const format = fc.constantFrom('json', 'yaml', 'toml');

function written(values: Values): fc.Arbitrary<DocumentText> {
  return fc
    .tuple(format, values)
    .map(([form, value]) => ({ format: form, text: latin1(write(form, value)) }));
}

function write(form: DocumentText['format'], value: unknown): string {
  if (form === 'json') return JSON.stringify(value, null, 2);
  if (form === 'yaml') return dump(value);
  // TOML begins with a table.
  const top = Array.isArray(value) ? { list: value } : value;
  return stringify(withoutNull(top) as Record<string, unknown>);
}

/** TOML has no null: a field is left out, and an element of a list is an empty text. */
function withoutNull(value: unknown): unknown {
  const isList = Array.isArray(value);
  if (isList) return value.map((each) => (each === null ? '' : withoutNull(each)));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutNull(field)]));
}

function damaged(documents: fc.Arbitrary<DocumentText>): fc.Arbitrary<DocumentText> {
  const added = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('&a', '*a', '<<: ', '!!binary ', '{', '[[', '"', "'", ': ', '\t', '\0', '- '),
  );
  return fc
    .tuple(documents, fc.nat(999), fc.nat(10), added)
    .map(([{ format: form, text }, place, removed, more]) => {
      const at = Math.floor((place / 1000) * text.length);
      return { format: form, text: text.slice(0, at) + latin1(more) + text.slice(at + removed) };
    });
}

function noise(): fc.Arbitrary<DocumentText> {
  return fc.record({
    format,
    text: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  });
}

/** Levels that no stack holds, in a text that no thread is started for. */
const DEEP = 7_000;

/** Small files that cost far more than they look. */
const HOSTILE: readonly DocumentText[] = [
  { format: 'yaml', text: multiplied((name) => `*${name}`) },
  { format: 'yaml', text: multiplied((name) => `{ <<: *${name}, k: *${name} }`) },
  { format: 'yaml', text: 'scenario: &a [*a, *a]\n' },
  { format: 'yaml', text: `scenario: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}` },
  { format: 'yaml', text: `scenario: ${'{a: '.repeat(3000)}` },
  { format: 'yaml', text: `${'? '.repeat(DEEP)}a` },
  { format: 'json', text: `{"scenario":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}` },
  { format: 'json', text: `{"scenario":${'{"a":'.repeat(2500)}1${'}'.repeat(2500)}}` },
  { format: 'json', text: `[${'{},'.repeat(5000)}{}]` },
  { format: 'json', text: `{"scenario":[${'9'.repeat(10_000)}]}` },
  { format: 'toml', text: `scenario = ${'['.repeat(DEEP)}${']'.repeat(DEEP)}` },
  { format: 'toml', text: `scenario.${'a.'.repeat(DEEP)}a = 1` },
  { format: 'toml', text: '[[scenario]]\n'.repeat(1001) },
];

/** YAML whose aliases stand for 9 to the power of 9 values. */
function multiplied(use: (name: string) => string): string {
  const names = [...'abcdefghi'];
  const lines = names.map((name, index) => {
    const before = names[index - 1];
    const item = before === undefined ? '{ at: 1s, do: reset }' : use(before);
    return `${name}: &${name} [${Array(9).fill(item).join(', ')}]`;
  });
  return `${lines.join('\n')}\nscenario: *i\n`;
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
