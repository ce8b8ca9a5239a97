import { describe, expect, test } from 'vitest';
import type { AnyCategory, ErrorCode } from '../index.ts';
import {
  AemmError,
  bundledCategories,
  compileSnapshot,
  createRegistry,
  defineCategory,
  textSetting,
} from '../index.ts';

const rack = defineCategory({
  id: 'rack',
  contract: 1,
  description: 'Where the machine stands',
  settings: { room: textSetting({ description: 'name of the room', default: 'blue' }) },
  leaves: [{ key: 'rack-room', path: 'rack/room', value: 'x' }],
});

const leaf = { key: 'k', path: '/k', value: 'v' };
const notice = { key: 'n', path: '/n', trigger: 'mock', value: () => 'v' };
const setting = rack.settings.room;
const listen = { enabled: 'room', hostname: 'room', port: 'room' };
const service = { listen, path: () => '/', answer: () => ({}) };
const action = { description: 'for a test', input: setting.schema, run: () => ({}) };

describe('a registry', () => {
  test('accepts every bundled category, in order', () => {
    expect(createRegistry(bundledCategories).categories).toEqual(bundledCategories);
  });

  test('accepts a category of unknown origin by its shape', () => {
    const registry = createRegistry(bundledCategories);
    const foreign: unknown = { ...rack };
    expect(registry.register(foreign)).toBe(foreign);
    expect(registry.categories).toHaveLength(bundledCategories.length + 1);
  });

  test.each<[string, unknown, ErrorCode]>([
    ['nothing', undefined, 'AEMM_CATEGORY_SHAPE'],
    ['null', null, 'AEMM_CATEGORY_SHAPE'],
    ['a list', [], 'AEMM_CATEGORY_SHAPE'],
    ['a function', () => rack, 'AEMM_CATEGORY_SHAPE'],
    ['no id', { ...rack, id: undefined }, 'AEMM_CATEGORY_SHAPE'],
    ['an id that no flag can have', { ...rack, id: 'My Rack' }, 'AEMM_CATEGORY_SHAPE'],
    ['another contract', { ...rack, contract: 2 }, 'AEMM_CATEGORY_CONTRACT'],
    ['no contract', { ...rack, contract: undefined }, 'AEMM_CATEGORY_CONTRACT'],
    ['no description', { ...rack, description: undefined }, 'AEMM_CATEGORY_SHAPE'],
    ['an unknown section', { ...rack, section: 'meta' }, 'AEMM_CATEGORY_SHAPE'],
    ['no settings', { ...rack, settings: undefined }, 'AEMM_CATEGORY_SHAPE'],
    ['no leaves', { ...rack, leaves: undefined }, 'AEMM_CATEGORY_SHAPE'],
    ['no notices', { ...rack, notices: {} }, 'AEMM_CATEGORY_SHAPE'],
    ['a leaf that is none', { ...rack, leaves: [null] }, 'AEMM_CATEGORY_SHAPE'],
    ['a leaf without key', { ...rack, leaves: [{ ...leaf, key: '' }] }, 'AEMM_CATEGORY_SHAPE'],
    ['a leaf without value', { ...rack, leaves: [{ key: 'k' }] }, 'AEMM_CATEGORY_SHAPE'],
    ['a path that climbs', { ...rack, leaves: [{ ...leaf, path: '/..' }] }, 'AEMM_CATEGORY_SHAPE'],
    [
      'a notice without path',
      { ...rack, notices: [{ ...notice, path: undefined }] },
      'AEMM_CATEGORY_SHAPE',
    ],
    [
      'a notice without trigger',
      { ...rack, notices: [{ ...notice, trigger: 5 }] },
      'AEMM_CATEGORY_SHAPE',
    ],
    [
      'a notice that is not a function',
      { ...rack, notices: [{ ...notice, value: 'v' }] },
      'AEMM_CATEGORY_SHAPE',
    ],
    ['a setting that is none', { ...rack, settings: { a: null } }, 'AEMM_SETTING_INVALID'],
    [
      'a setting without schema',
      { ...rack, settings: { a: { ...setting, schema: {} } } },
      'AEMM_SETTING_INVALID',
    ],
    [
      'a setting without type',
      { ...rack, settings: { a: { ...setting, type: 'text' } } },
      'AEMM_SETTING_INVALID',
    ],
    [
      'a default that is not allowed',
      { ...rack, settings: { a: { ...setting, default: {} } } },
      'AEMM_SETTING_INVALID',
    ],
    [
      'a key twice',
      { ...rack, leaves: [leaf, { ...leaf, key: 'K', path: '/j' }] },
      'AEMM_KEY_DUPLICATE',
    ],
    ['a key of another', { ...rack, leaves: [{ ...leaf, key: 'MAC' }] }, 'AEMM_KEY_DUPLICATE'],
    [
      'a path twice',
      { ...rack, leaves: [leaf, { ...leaf, key: 'j', path: '//k/' }] },
      'AEMM_PATH_CONFLICT',
    ],
    [
      'a path of another',
      { ...rack, notices: [{ ...notice, path: 'meta-data/mac/' }] },
      'AEMM_PATH_CONFLICT',
    ],
    ['an id of another', { ...rack, id: 'network' }, 'AEMM_CATEGORY_DUPLICATE'],
  ])('refuses %s, and stays as it was', (_, candidate, code) => {
    const registry = createRegistry(bundledCategories);
    expect(() => registry.register(candidate)).toThrow(expect.objectContaining({ code }));
    expect(registry.categories).toEqual(bundledCategories);
    expect(registry.register(rack)).toBe(rack);
  });

  test.each<[string, object]>([
    [
      'the format of "k" in "rack" is not one of auto, json, json-line, json-text, base64',
      { leaves: [{ ...leaf, format: 'yaml' }] },
    ],
    [
      'the format of "n" in "rack" is not one of auto, json, json-line, json-text, base64',
      { notices: [{ ...notice, format: null }] },
    ],
    ['branch of "k" in "rack" is neither true nor false', { leaves: [{ ...leaf, branch: 'yes' }] }],
    ['the branch "k" of "rack" has no path', { leaves: [{ key: 'k', value: {}, branch: true }] }],
    ['listed of "k" in "rack" is neither true nor false', { leaves: [{ ...leaf, listed: 0 }] }],
    ['since of "k" in "rack" is not text', { leaves: [{ ...leaf, since: 2020 }] }],
    ['since of "n" in "rack" is not text', { notices: [{ ...notice, since: new Date(0) }] }],
    [
      'the path of "k" in "rack" must be relative to the root of a version: meta-data/k',
      { leaves: [{ ...leaf, path: '/latest/meta-data/k' }] },
    ],
    [
      'timing "t" of "rack" names a setting that it does not have',
      { timings: { t: { delaySec: 'delay', triggerTime: 'time' } } },
    ],
    ['firesAt of notice "n" of "rack" is not a function', { notices: [{ ...notice, firesAt: 5 }] }],
    ['the actions of "rack" are not an object', { actions: [] }],
    ['the name of action "Move" of "rack" is not a lower-case word', { actions: { Move: action } }],
    ['action "move" of "rack" is not an object', { actions: { move: null } }],
    [
      'action "move" of "rack" has no description',
      { actions: { move: { ...action, description: 5 } } },
    ],
    [
      'the input of action "move" of "rack" is not a Standard Schema',
      { actions: { move: { ...action, input: {} } } },
    ],
    ['the service of "rack" is not an object', { service: 5 }],
    [
      'the service of "rack" names a setting that it does not have',
      { service: { ...service, listen: { ...service.listen, port: 'number' } } },
    ],
    ['the service of "rack" has no function path', { service: { ...service, path: '/' } }],
    ['the service of "rack" has no function answer', { service: { ...service, answer: {} } }],
    ['action "move" of "rack" has no function run', { actions: { move: { ...action, run: {} } } }],
  ])('says that %s', (reason, fields) => {
    expect(() => createRegistry().register({ ...rack, ...fields })).toThrow(
      expect.objectContaining({
        code: 'AEMM_CATEGORY_SHAPE',
        message: `This is not a category made by defineCategory: ${reason}.`,
      }),
    );
  });

  test.each(['metadata', 'dynamic', 'userdata', 'instance', 'server'])(
    'refuses settings in the section %s, which holds something else',
    (id) => {
      expect(() => createRegistry().register({ ...rack, id })).toThrow(
        expect.objectContaining({
          code: 'AEMM_NAME_RESERVED',
          message: `Category "${id}" has settings, but the section "${id}" of a configuration holds something else: give it another id.`,
        }),
      );
      expect(createRegistry().register({ ...rack, id, settings: {} })).toMatchObject({ id });
    },
  );

  test('refuses what its owner refuses, and stays as it was', () => {
    const registry = createRegistry(bundledCategories, ({ id }) => {
      if (id === 'rack') throw new AemmError('AEMM_NAME_RESERVED', 'There is a rack already.');
    });
    expect(() => registry.register(rack)).toThrow('There is a rack already.');
    expect(() => registry.register({ ...rack, id: 'shelf' })).not.toThrow();
    expect(registry.categories).toHaveLength(bundledCategories.length + 1);
  });

  test('accepts an entry without its optional fields, and with empty ones', () => {
    const whole = {
      ...rack,
      leaves: [
        { ...leaf, format: 'json-text', listed: false, since: '1.0', branch: false },
        { key: 'b', path: '/b', value: { x: 'y' }, branch: true, listed: true, format: undefined },
      ],
      notices: [
        { ...notice, format: 'base64', since: '2020-08-24', before: { state: null } },
        { ...notice, key: 'm', path: '/m', before: undefined },
      ],
    };
    expect(createRegistry().register(whole)).toBe(whole);
  });

  test('refuses a setting that is validated asynchronously', () => {
    const schema = {
      '~standard': { version: 1, vendor: 'test', validate: async (value: unknown) => ({ value }) },
    };
    const candidate = { ...rack, settings: { a: { ...setting, schema } } };
    expect(() => createRegistry().register(candidate)).toThrow(
      expect.objectContaining({ code: 'AEMM_SETTING_ASYNC' }),
    );
  });

  test('lets the same key stand in two sections', () => {
    const categories = [
      rack,
      { ...rack, id: 'other', section: 'dynamic', leaves: [{ ...leaf, key: 'rack-room' }] },
    ] as AnyCategory[];
    expect(createRegistry(categories).categories).toHaveLength(2);
  });
});

test('categories that clash are not compiled either', () => {
  const twin = { ...rack, id: 'twin' };
  expect(() => compileSnapshot({ categories: [rack, twin] }, 0)).toThrow(
    'Category "twin" claims the key metadata.rack-room, which category "rack" has.',
  );
});
