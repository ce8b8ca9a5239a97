import { ConfigError, globalSettings, loadConfig, settingTable } from '@aemm/config';
import { AemmError, bundledCategories, createImds } from '@aemm/core';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import { nodeMac } from '@aemm/server';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { stringify } from 'smol-toml';
import { unprintableLines } from '../printable.ts';
import type { Target } from '../target.ts';

/** A configuration file. */
interface ConfigCase {
  readonly format: 'json' | 'yaml' | 'toml';
  /** In Latin-1. */
  readonly text: string;
}

/** The value of a key that is a secret; it must not be printed. */
const SECRET = 'S3CR3T-of-a-user';
const categories = [...bundledCategories, spot, events, asgLifecycle];

/** Bytes of a message at most. */
const LONGEST_LINE = 4096;

/** Configuration files in three formats, from valid ones to noise. */
export const configTarget: Target<ConfigCase> = {
  name: 'config',
  share: 50,
  cases: fc.oneof(
    { weight: 5, arbitrary: documents() },
    { weight: 4, arbitrary: damagedDocuments() },
    { weight: 1, arbitrary: noise() },
  ),
  async open() {
    return { check, close: async () => [] };
  },
};

async function check({ format, text }: ConfigCase): Promise<readonly string[]> {
  try {
    const config = await loadConfig({
      flags: {},
      env: {},
      home: undefined,
      cwd: '/',
      file: `/fuzz.${format}`,
      read: async () => Buffer.from(text, 'latin1'),
      categories,
    });
    // What was accepted can be served.
    createImds({ spec: config.spec(), mac: nodeMac });
    return checkMessages(config.warnings);
  } catch (error) {
    if (error instanceof AemmError && error.key !== undefined)
      return checkMessages([error.message]);
    if (!(error instanceof ConfigError)) throw error;
    return checkMessages([...error.problems, ...error.warnings]);
  }
}

function checkMessages(lines: readonly string[]): string[] {
  return lines.flatMap((line) => [
    ...(line.includes(SECRET) ? [`a message has the secret: ${line}`] : []),
    ...(line.length > LONGEST_LINE ? [`a message of ${line.length} characters`] : []),
    ...(line.includes('\n') ? [`a message of several lines: ${line}`] : unprintableLines(line)),
  ]);
}

function documents(): fc.Arbitrary<ConfigCase> {
  return fc
    .tuple(fc.constantFrom('json', 'yaml', 'toml'), settings())
    .map(([format, value]) => ({ format, text: latin1(write(format, value)) }));
}

function damagedDocuments(): fc.Arbitrary<ConfigCase> {
  const added = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('&a', '*a', '<<: ', '!!binary ', '{', '[[', '"', "'", ': ', '\t', '\0', '- '),
  );
  return fc
    .tuple(documents(), fc.nat(999), fc.nat(10), added)
    .filter(([{ text }]) => !text.includes(SECRET))
    .map(([{ format, text }, place, removed, more]) => {
      const at = Math.floor((place / 1000) * text.length);
      return { format, text: text.slice(0, at) + latin1(more) + text.slice(at + removed) };
    });
}

function noise(): fc.Arbitrary<ConfigCase> {
  return fc.record({
    format: fc.constantFrom('json', 'yaml', 'toml'),
    text: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  });
}

/** Known keys with values of any kind, and unknown keys among them. */
function settings(): fc.Arbitrary<Record<string, unknown>> {
  const keys = [
    ...Object.keys(globalSettings),
    ...settingTable(categories).map(({ key }) => key),
    ...['mac', 'local-ipv4', 'ami-id', 'iam-security-credentials'].flatMap((leaf) => [
      `metadata.values.${leaf}`,
      `metadata.paths.${leaf}`,
    ]),
    ...['id', 'type', 'region', 'tags', 'interfaces', 'role', 'blockDevices'].map(
      (field) => `instance.${field}`,
    ),
  ];
  const plain = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('', 'terminate', '/latest/x', '/a/../b', '127.0.0.1', '2024-01-01T00:00:00Z'),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 8 }), {
      maxKeys: 3,
    }),
  );
  const key = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...keys) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__.x', 'constructor', 'instance', 'metadata') },
  );
  const secret = fc.constantFrom({}, {}, { 'token-secret': SECRET.slice(0, 15) });
  return fc
    .tuple(fc.array(fc.tuple(key, plain), { maxLength: 6 }), secret)
    .map(([entries, more]) => ({ ...nest(entries), ...more }));
}

/** Dotted keys as sections. */
function nest(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) {
    const parts = key.split('.');
    const last = parts.pop() ?? key;
    let section = root;
    for (const part of parts) {
      const next = section[part];
      const isSection = typeof next === 'object' && next !== null && !Array.isArray(next);
      const below = isSection ? (next as Record<string, unknown>) : Object.create(null);
      section[part] = below;
      section = below;
    }
    section[last] = value;
  }
  return { ...root };
}

function write(format: ConfigCase['format'], value: Record<string, unknown>): string {
  if (format === 'yaml') return dump(value);
  return format === 'toml' ? stringify(value) : JSON.stringify(value, null, 2);
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
