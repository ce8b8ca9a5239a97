import {
  booleanSetting,
  choiceSetting,
  defineCategory,
  integerSetting,
  textSetting,
} from '@aemm/core';
import { string } from '@oclif/core/flags';
import { expect, test } from 'vitest';
import { flagsByKey, withoutChoices } from './flags.ts';
import { ConfiguredCommand, globalFlagsOf, settingFlags } from './index.ts';

const rack = defineCategory({
  id: 'rack',
  contract: 1,
  description: 'a rack',
  settings: {
    room: textSetting({ description: 'the room', default: 'blue', char: 'r' }),
    shelf: integerSetting({ description: 'the shelf', default: 0 }),
    lit: booleanSetting({ description: 'the light', default: false }),
    side: choiceSetting(['front', 'back'], { description: 'the side', default: 'front' }),
    key: textSetting({ description: 'the key', default: '', flag: false, secret: true }),
  },
});

test('each setting with a flag becomes one, in the types of oclif', () => {
  const flags = settingFlags(rack);
  const facts = Object.entries(flags).map(([name, flag]) => {
    const { type, char, description, options } = flag as typeof flag & { options?: string[] };
    return { name, type, char, description, options };
  });
  expect(facts).toMatchInlineSnapshot(`
    [
      {
        "char": "r",
        "description": "the room (default: blue)",
        "name": "room",
        "options": undefined,
        "type": "option",
      },
      {
        "char": undefined,
        "description": "the shelf (default: 0)",
        "name": "shelf",
        "options": undefined,
        "type": "option",
      },
      {
        "char": undefined,
        "description": "the light (default: false)",
        "name": "lit",
        "options": undefined,
        "type": "boolean",
      },
      {
        "char": undefined,
        "description": "the side (default: front)",
        "name": "side",
        "options": [
          "front",
          "back",
        ],
        "type": "option",
      },
    ]
  `);
});

test('flags are handed on by the key of their setting, untouched', () => {
  const declared = { ...ConfiguredCommand.baseFlags, ...settingFlags(rack) };
  expect(flagsByKey({ port: '0x10', room: 'red', lit: false }, declared)).toEqual({
    'server.port': '0x10',
    'rack.room': 'red',
    'rack.lit': false,
  });
});

test('a flag is of no setting but its own, whatever else has the same name', () => {
  const door = defineCategory({
    id: 'door',
    contract: 1,
    description: 'a door',
    settings: { room: textSetting({ description: 'where it leads', default: '' }) },
  });
  const declared = { ...settingFlags(door), shelf: string() };
  expect(flagsByKey({ room: 'red', shelf: '3' }, declared)).toEqual({ 'door.room': 'red' });
});

test('only the flags of settings lose their choices: others are not the business of the configuration', () => {
  const flags = withoutChoices({
    ...settingFlags(rack),
    format: string({ options: ['json', 'text'] }),
  });
  const optionsOf = (name: string): unknown => (flags[name] as { options?: unknown }).options;
  expect([optionsOf('side'), optionsOf('format')]).toEqual([undefined, ['json', 'text']]);
});

test('every command has the flags that AEMM has everywhere', () => {
  const letters = Object.entries(ConfiguredCommand.baseFlags).flatMap(([name, { char }]) =>
    char === undefined ? [] : [`-${char} --${name}`],
  );
  expect(letters).toMatchInlineSnapshot(`
    [
      "-n --hostname",
      "-p --port",
      "-c --config-file",
      "-s --save-config-to-file",
      "-w --watch-config-file",
      "-d --mock-delay-sec",
      "-x --mock-ip-count",
      "-I --imdsv2",
    ]
  `);
});

test('a setting that every command has is a flag beside those of the category', () => {
  const timed = defineCategory({
    id: 'timed',
    contract: 1,
    description: 'for a test',
    settings: {
      'timed-delay': integerSetting({ description: 'seconds', default: 0, global: true }),
      own: textSetting({ description: 'its own', default: '' }),
    },
  });
  expect(Object.keys(globalFlagsOf([rack, timed]))).toEqual(['timed-delay']);
  expect(Object.keys(settingFlags(timed)).sort()).toEqual(['own', 'timed-delay']);
});
