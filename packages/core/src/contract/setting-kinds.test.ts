import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImdsSpec, Setting } from '../index.ts';
import {
  booleanSetting,
  choiceSetting,
  defineCategory,
  integerSetting,
  parseSetting,
  textSetting,
  timeSetting,
} from '../index.ts';
import { createTestImds } from '../testing.ts';

const facts = { description: 'for a test' };

function read<Value>(setting: Setting<Value>, raw: unknown): Value | 'refused' {
  const parsed = parseSetting(setting, raw);
  return parsed.ok ? parsed.value : 'refused';
}

describe('a boolean setting', () => {
  const setting = booleanSetting({ ...facts, default: false });

  test.each(['1', 't', 'T', 'true', 'TRUE', 'True', true, 1])('takes %j as true', (raw) => {
    expect(read(setting, raw)).toBe(true);
  });
  test.each(['0', 'f', 'F', 'false', 'FALSE', 'False', false, 0])('takes %j as false', (raw) => {
    expect(read(setting, raw)).toBe(false);
  });
  test.each(['', 'yes', 'on', 'tRUE', ' true', 2, null, undefined, [], {}])('refuses %j', (raw) => {
    expect(read(setting, raw)).toBe('refused');
  });
});

describe('an integer setting', () => {
  const setting = integerSetting({ ...facts, default: 0 });

  test.each([
    ['0', 0],
    ['-0', 0],
    ['5', 5],
    ['+5', 5],
    ['-5', -5],
    ['0x1F', 31],
    ['0X1f', 31],
    ['0o17', 15],
    ['0O17', 15],
    ['017', 15],
    ['-017', -15],
    ['0b101', 5],
    ['0B101', 5],
    ['1_000', 1000],
    ['0x_ff', 255],
    ['0_7', 7],
    [21_340, 21_340],
    [5.0, 5],
  ])('takes %j as %d', (raw, value) => {
    expect(read(setting, raw)).toBe(value);
  });

  test.each([
    '',
    ' 5',
    '5 ',
    '5s',
    '5.0',
    '1e3',
    '08',
    '0o8',
    '0b2',
    '0x',
    '_5',
    '5_',
    '1__0',
    '--5',
    '∞',
    'NaN',
    '99999999999999999999',
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    null,
    undefined,
    [5],
  ])('refuses %j', (raw) => {
    expect(read(setting, raw)).toBe('refused');
  });

  test('reads every whole number that it can hold, in every base', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const sign = value < 0 ? '-' : '';
        const size = Math.abs(value);
        const forms = [`0x${size.toString(16)}`, `0o${size.toString(8)}`, `0b${size.toString(2)}`];
        for (const form of [String(size), ...forms]) {
          expect(read(setting, sign + form)).toBe(value);
        }
      }),
    );
  });
});

describe('a text setting', () => {
  test.each([
    ['', ''],
    [' x ', ' x '],
    [21_340, '21340'],
    [true, 'true'],
  ])('takes %j as %j', (raw, value) => {
    expect(read(textSetting({ ...facts, default: '' }), raw)).toBe(value);
  });
  test.each([null, undefined, [], {}])('refuses %j', (raw) => {
    expect(read(textSetting({ ...facts, default: '' }), raw)).toBe('refused');
  });
});

describe('a choice setting', () => {
  const setting = choiceSetting(['terminate', 'stop'], { ...facts, default: 'stop' });

  test('takes its words and no other', () => {
    expect(read(setting, 'terminate')).toBe('terminate');
    for (const raw of ['Terminate', '', 'terminate ', 0, null]) {
      expect(read(setting, raw)).toBe('refused');
    }
  });
  test('says what is allowed as AEMM does', () => {
    expect(setting.allowed).toBe('terminate,stop');
    expect(setting.choices).toEqual(['terminate', 'stop']);
  });
});

describe('a time setting', () => {
  const setting = timeSetting(facts);

  test('is in UTC whatever zone it was given in', () => {
    expect(read(setting, '2020-01-07T01:03:47+01:00')).toBe('2020-01-07T00:03:47Z');
  });
  test('is not a time by default, and when the text is empty', () => {
    expect(setting.default).toBe('');
    expect(read(setting, '')).toBe('');
  });
  test('refuses what is not a time', () => {
    for (const raw of ['soon', '2020-01-07', 5, true, null]) {
      expect(read(setting, raw)).toBe('refused');
    }
  });
});

test('a default is converted by its schema, as anything that is given', () => {
  const schema: Setting<number>['schema'] = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (raw) =>
        typeof raw === 'string'
          ? { value: Number(raw) * 60 }
          : { issues: [{ message: 'no text' }] },
    },
  };
  const wait = { ...facts, schema, default: '5', type: 'integer', allowed: 'minutes' } as const;
  const category = defineCategory({
    id: 'queue',
    contract: 1,
    description: 'for a test',
    settings: { wait },
    leaves: [{ key: 'wait', path: '/wait', value: ({ settings }) => settings.wait }],
  });
  const categories = [category];
  const served = (spec: Partial<ImdsSpec>): string =>
    createTestImds({ categories, ...spec }).request('/wait').body;

  expect(served({})).toBe('300');
  expect(served({ settings: { queue: { wait: '6' } } })).toBe('360');
  const refused = { ...category, settings: { wait: { ...wait, default: 300 } } };
  expect(() => createTestImds({ categories: [refused] })).toThrow(
    'Setting "wait" of category "queue" refuses its own default: no text.',
  );
});

test('every kind accepts what it made, and leaves it as it is', () => {
  const kinds: Setting[] = [
    textSetting({ ...facts, default: '' }),
    choiceSetting(['terminate', 'stop'], { ...facts, default: 'stop' }),
    integerSetting({ ...facts, default: 0 }),
    booleanSetting({ ...facts, default: false }),
    timeSetting(facts),
  ];
  const raw = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('stop', 't', 'F', '1', '0x1F', '', '2020-01-07T01:03:47+01:00'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), raw, (setting, text) => {
      const made = read(setting, text);
      fc.pre(made !== 'refused');
      expect(read(setting, made)).toBe(made);
    }),
  );
});

describe('parseSetting', () => {
  test('says why a value was refused', () => {
    const schema: Setting<string>['schema'] = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({ issues: [{ message: 'too blue' }, { message: 'too late' }] }),
      },
    };
    expect(parseSetting({ schema }, 'x')).toEqual({
      ok: false,
      reasons: ['too blue', 'too late'],
      issues: [{ message: 'too blue' }, { message: 'too late' }],
    });
  });

  test('takes a schema that throws for one that refuses', () => {
    const schema: Setting<number>['schema'] = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (raw) => ({ value: JSON.parse(String(raw)) as number }),
      },
    };
    expect(parseSetting({ schema }, '5')).toEqual({ ok: true, value: 5 });
    expect(parseSetting({ schema }, '{')).toMatchObject({ ok: false });
  });
});
