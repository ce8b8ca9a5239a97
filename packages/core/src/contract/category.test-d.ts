import * as v from 'valibot';
import { expectTypeOf } from 'vitest';
import * as z from 'zod';
import type { AnyCategory, Category, Setting } from '../index.ts';
import {
  bundledCategories,
  choiceSetting,
  createRegistry,
  defineCategory,
  integerSetting,
  textSetting,
} from '../index.ts';

const base = { id: 'x', contract: 1, description: 'x' } as const;
const facts = { description: 'x', type: 'string', allowed: 'x' } as const;

const settings = {
  mode: choiceSetting(['on', 'off'], { description: 'x', default: 'on' }),
  'delay-sec': integerSetting({ description: 'x', default: 0 }),
  zod: { ...facts, schema: z.coerce.date(), default: new Date(0) },
  valibot: { ...facts, schema: v.picklist(['a', 'b']), default: 'a' },
} as const;

// Settings are inferred into every handler.
const category = defineCategory({
  ...base,
  settings,
  leaves: [
    {
      key: 'leaf',
      path: '/leaf',
      value: ({ settings, value, time, instance }) => {
        expectTypeOf(settings.mode).toEqualTypeOf<'on' | 'off'>();
        expectTypeOf(settings['delay-sec']).toEqualTypeOf<number>();
        expectTypeOf(settings.zod).toEqualTypeOf<Date>();
        expectTypeOf(settings.valibot).toEqualTypeOf<'a' | 'b'>();
        expectTypeOf(time).toEqualTypeOf<number>();
        expectTypeOf(instance.tags).toEqualTypeOf<Readonly<Record<string, string>>>();
        // @ts-expect-error there is no such setting
        settings.delay;
        // @ts-expect-error settings are read only
        settings.mode = 'off';
        return value('other');
      },
    },
  ],
  notices: [
    {
      key: 'notice',
      path: '/notice',
      trigger: ({ settings }) => ({ delaySec: settings['delay-sec'] }),
      value: ({ settings, firedAt }) => {
        expectTypeOf(settings.mode).toEqualTypeOf<'on' | 'off'>();
        expectTypeOf(firedAt).toEqualTypeOf<number>();
        return { mode: settings.mode };
      },
    },
  ],
});
expectTypeOf(category).toExtend<Category<typeof settings>>();

// A category of any settings is one among others.
expectTypeOf(category).toExtend<AnyCategory>();
createRegistry([...bundledCategories, category]);

// Without settings there are none to read.
defineCategory({
  ...base,
  leaves: [
    {
      key: 'leaf',
      // @ts-expect-error there is no such setting
      value: ({ settings }) => settings.mode,
    },
  ],
});

// What a category needs.
// @ts-expect-error id is missing
defineCategory({ contract: 1, description: 'x' });
// @ts-expect-error contract is missing
defineCategory({ id: 'x', description: 'x' });
// @ts-expect-error there is no such section
defineCategory({ ...base, section: 'meta-data' });
// @ts-expect-error a key is text
defineCategory({ ...base, leaves: [{ key: 5, path: '/x', value: 'x' }] });
// @ts-expect-error a leaf has a value
defineCategory({ ...base, leaves: [{ key: 'x', path: '/x' }] });
// @ts-expect-error a function is not a value
defineCategory({ ...base, leaves: [{ key: 'x', path: '/x', value: { x: () => 'x' } }] });
// @ts-expect-error a date is not a value
defineCategory({ ...base, leaves: [{ key: 'x', path: '/x', value: () => new Date() }] });
// @ts-expect-error there is no such format
defineCategory({ ...base, leaves: [{ key: 'x', path: '/x', value: 'x', format: 'yaml' }] });
// @ts-expect-error a notice has a path
defineCategory({ ...base, notices: [{ key: 'x', trigger: 'mock', value: () => 'x' }] });
// @ts-expect-error a notice has a trigger
defineCategory({ ...base, notices: [{ key: 'x', path: '/x', value: () => 'x' }] });
defineCategory({
  ...base,
  // @ts-expect-error the value of a notice is made when it fires
  notices: [{ key: 'x', path: '/x', trigger: 'mock', value: 'x' }],
});
defineCategory({
  ...base,
  // @ts-expect-error a trigger is a timing
  notices: [{ key: 'x', path: '/x', trigger: () => 5, value: () => 'x' }],
});

// What a setting needs.
// @ts-expect-error the default must be one of the choices
choiceSetting(['on', 'off'], { description: 'x', default: 'auto' });
// @ts-expect-error the default must be of the kind
integerSetting({ description: 'x', default: '0' });
// @ts-expect-error a description is missing
textSetting({ default: '' });
// The default is what the schema is given, not what it makes.
const given: Setting<Date> = { ...facts, schema: z.coerce.date(), default: 0 };
// @ts-expect-error a default is missing
const without: Setting<Date> = { ...facts, schema: z.coerce.date() };
// @ts-expect-error the schema must make what the setting holds
const other: Setting<string> = { ...facts, schema: v.number(), default: '' };
expectTypeOf(given).toExtend<Setting>();
expectTypeOf(without).toExtend<Setting>();
expectTypeOf(other).toExtend<Setting>();
