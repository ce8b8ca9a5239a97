import { ConfigError, globalSettings, loadConfig, settingTable } from '@aemm/config';
import { AemmError, bundledCategories, createImds } from '@aemm/core';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import { nodeMac } from '@aemm/server';
import fc from 'fast-check';
import { checkMessages } from '../check-messages.ts';
import type { DocumentText } from '../documents.ts';
import { documentsOf } from '../documents.ts';
import type { Target } from '../target.ts';

/** The value of a key that is a secret: it must not be printed, though it is refused for its length. */
const SECRET = 'S3CR3T-of-users';
const categories = [...bundledCategories, spot, events, asgLifecycle];

const RULES = { longest: 4096, secret: SECRET };

/** Configuration files in three formats, from valid ones to noise. */
export const configTarget: Target<DocumentText> = {
  name: 'config',
  share: 50,
  cases: documentsOf(fc.oneof(settings(), secretSettings()), settings()),
  async open() {
    return { check, close: async () => [] };
  },
};

async function check({ format, text }: DocumentText): Promise<readonly string[]> {
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
    return checkMessages(config.warnings, RULES);
  } catch (error) {
    if (error instanceof AemmError && error.key !== undefined)
      return checkMessages([error.message], RULES);
    if (!(error instanceof ConfigError)) throw error;
    return checkMessages([...error.problems, ...error.warnings], RULES);
  }
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
  return fc.array(fc.tuple(key, plain), { maxLength: 6 }).map(nest);
}

/** Settings among which is a secret. */
function secretSettings(): fc.Arbitrary<Record<string, unknown>> {
  return settings().map((fields) => ({ ...fields, 'token-secret': SECRET }));
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
