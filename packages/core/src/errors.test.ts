import { describe, expect, test, vi } from 'vitest';
import type { ErrorCode, ImdsSpec, LeafDefinition, Operation } from './index.ts';
import {
  AemmError,
  bundledCategories,
  compileSnapshot,
  createControl,
  createFleet,
  createImds,
  createMockClock,
  createRegistry,
  defineCategory,
  ERROR_CODES,
  integerSetting,
  operations,
  parseSetting,
  runOperation,
  textSetting,
} from './index.ts';
import { createTestControl, createTestImds, weakMac } from './testing.ts';

const facts = { description: 'for a test', default: 'x' };
const category = defineCategory({
  id: 'test',
  contract: 1,
  description: 'for a test',
  settings: { word: textSetting(facts) },
  leaves: [
    { key: 'a', path: '/a', value: 'a' },
    { key: 'b', path: '/b', value: 'YQ==', format: 'base64' },
  ],
});

test('a message is one line, whatever it quotes', () => {
  const { act } = createTestControl({ categories: bundledCategories });
  const set = () => act('tags', 'set', { name: 'a\r\nb\u2028\u001b[31m', value: '' });
  expect(set).toThrow('The name of instance.tags.a\\u000d\\nb\\u2028\\u001b[31m is not allowed.');
});

function compile(more: Partial<ImdsSpec>): readonly AemmError[] {
  return compileSnapshot({ categories: [category], ...more }, 0).problems;
}

function withLeaf(leaf: LeafDefinition, id = 'other') {
  return defineCategory({ id, contract: 1, description: 'for a test', leaves: [leaf] });
}

const refuses = (candidate: unknown) => () => createRegistry([category]).register(candidate);
const metadata = (paths: Record<string, string>) => ({ overrides: { metadata: { paths } } });
const notice = { key: 'n', path: '/n', trigger: 'noon', value: () => 'x' };
const asynchronous = {
  version: 1,
  vendor: 'test',
  validate: async () => ({ value: 'x' }),
} as const;

const { schema: textInput } = textSetting(facts);
const withAction = defineCategory({
  id: 'acting',
  contract: 1,
  description: 'for a test',
  actions: {
    fail: {
      description: 'for a test',
      input: textInput,
      run() {
        throw new Error('out of cheese');
      },
    },
  },
});

function acting(action: string, input: unknown, changes = 0) {
  const { imds } = createTestImds({ categories: [withAction] });
  for (let count = 0; count < changes; count++) imds.apply({ kind: 'revoke-tokens' });
  return imds.apply({ kind: 'action', category: 'acting', action, input, at: 0 });
}

/** How to meet each code once. */
const PROVOKED: Record<ErrorCode, () => unknown> = {
  AEMM_ACTION_UNKNOWN: () => acting('win', 'x'),
  AEMM_ACTION_REFUSED: () => acting('fail', 'x'),
  AEMM_INPUT_INVALID: () => acting('fail', []),
  AEMM_SCENARIO_INVALID: () => {
    const clock = createMockClock({ source: { now: () => 0 } });
    return createControl({ spec: { categories: [] }, mac: weakMac, clock }).scenario.play('drain');
  },
  AEMM_FAULT_UNKNOWN: () => {
    const clock = createMockClock({ source: { now: () => 0 } });
    const control = createControl({ spec: { categories: [] }, mac: weakMac, clock });
    const removal = operations.find(({ id }) => id === 'remove-fault') as Operation;
    return runOperation(removal, control, { id: 'outage' });
  },
  AEMM_INSTANCE_UNKNOWN: () => {
    const createClock = () => createMockClock({ source: { now: () => 0 } });
    const options = { spec: { categories: [] }, mac: weakMac };
    const plain = createControl({ ...options, clock: createClock() });
    const fleet = { by: 'client', instances: [{ match: '10.0.0.1' }] } as const;
    return createFleet({ ...options, fleet, plain, createClock }).instance('i-1');
  },
  AEMM_CHANGES_MANY: () => acting('fail', 'x', 10_001),
  AEMM_CATEGORY_SHAPE: refuses('spot'),
  AEMM_CATEGORY_CONTRACT: refuses({ ...category, contract: 0 }),
  AEMM_CATEGORY_DUPLICATE: refuses(category),
  AEMM_CATEGORY_THREW: () =>
    compile({ categories: [withLeaf({ key: 'c', path: '/c', value: '?', format: 'base64' })] }),
  AEMM_KEY_DUPLICATE: refuses(withLeaf({ key: 'A', value: 'x' })),
  AEMM_MAC_SHORT: () => createImds({ spec: { categories: [] }, mac: () => new Uint8Array(16) }),
  AEMM_NAME_RESERVED: refuses({ ...category, id: 'metadata' }),
  AEMM_OVERRIDE_UNUSED: () => compile({ overrides: { metadata: { values: { unknown: 'x' } } } }),
  AEMM_PATH_CONFLICT: refuses(withLeaf({ key: 'c', path: '/a', value: 'x' })),
  AEMM_PATH_INVALID: () => compile(metadata({ a: '/' })),
  AEMM_PATH_SHARED: () => compile(metadata({ a: '/c', b: '/c' })),
  AEMM_INSTANCE_INVALID: () => compile({ instance: { mac: 'x' } }),
  AEMM_INSTANCE_UNREAL: () => compile({ instance: { tags: { 'a b': '' } } }),
  AEMM_PATH_CLIMBS: () =>
    compile({
      categories: [
        withLeaf({ key: 'c', path: '/{d}', value: 'x' }),
        withLeaf({ key: 'd', value: '..' }, 'd'),
      ],
    }),
  AEMM_PLACEHOLDER_UNKNOWN: () =>
    compile({ categories: [withLeaf({ key: 'c', path: '/{d}', value: 'x' })] }),
  AEMM_SETTING_ASYNC: () => parseSetting({ schema: { '~standard': asynchronous } }, 'x'),
  AEMM_SETTING_INVALID: () => compile({ settings: { test: { word: [] } } }),
  AEMM_TIMING_UNKNOWN: () => compile({ categories: [{ ...category, notices: [notice] }] }),
  AEMM_VALUE_CYCLE: () =>
    compile({
      categories: [withLeaf({ key: 'c', path: '/c', value: ({ value }) => value('c') })],
    }),
  AEMM_VALUE_INVALID: () => compile({ overrides: { metadata: { values: { b: '?' } } } }),
};

describe.each(Object.entries(PROVOKED))('%s', (code, provoke) => {
  test('can be met, and says what it is in one line', () => {
    let met: unknown;
    try {
      [met] = provoke() as readonly unknown[];
    } catch (error) {
      met = error;
    }
    expect(met).toBeInstanceOf(AemmError);
    expect(met).toMatchObject({ code });
    expect((met as AemmError).message).toMatch(/^.{20,}\.$/);
  });
});

test('the table holds no code that cannot be met', () => {
  expect(Object.keys(ERROR_CODES).sort()).toEqual(Object.keys(PROVOKED).sort());
});

test('a setting that is not allowed is named with what is allowed', () => {
  expect(() => compile({ settings: { test: { word: null } } })).toThrow(
    expect.objectContaining({
      key: 'test.word',
      message: '"null" is not allowed for test.word. Allowed: text.',
    }),
  );
  expect(compile({ settings: { test: { word: undefined } } })).toEqual([]);
});

test('the value of a secret setting is not repeated', () => {
  const secret = integerSetting({ description: 'for a test', default: 0, secret: true });
  const safe = { ...category, id: 'safe', settings: { pin: secret }, leaves: [] };
  expect(() => compile({ categories: [safe], settings: { safe: { pin: 'hunter2' } } })).toThrow(
    expect.objectContaining({
      key: 'safe.pin',
      message: 'What was given for safe.pin is not allowed. Allowed: a whole number.',
    }),
  );
});

describe('an error of another copy of this package', () => {
  test('is an AemmError like any other', async () => {
    vi.resetModules();
    const copy = await import('./errors.ts');
    expect(copy.AemmError).not.toBe(AemmError);
    const error = new copy.AemmError('AEMM_VALUE_INVALID', 'from afar', { cause: 'x', key: 'k' });
    expect(error).toBeInstanceOf(AemmError);
    expect(error).toBeInstanceOf(Error);
    expect(new AemmError('AEMM_VALUE_INVALID', 'from here')).toBeInstanceOf(copy.AemmError);
    expect({ ...error, message: error.message, cause: error.cause }).toMatchObject({
      code: 'AEMM_VALUE_INVALID',
      key: 'k',
      message: 'from afar',
      cause: 'x',
    });
  });

  test('is not what anything else is', () => {
    for (const value of [new Error('x'), { code: 'AEMM_VALUE_INVALID' }, null, undefined, 'x']) {
      expect(value instanceof AemmError).toBe(false);
    }
  });
});
