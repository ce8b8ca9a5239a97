import { settingTable } from '@aemm/config';
import {
  booleanSetting,
  choiceSetting,
  defineCategory,
  integerSetting,
  textSetting,
} from '@aemm/core';
import { expect, test } from 'vitest';
import { flagsByKey } from './flags.ts';
import { ConfiguredCommand, servedCategories, settingFlags } from './index.ts';

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
  const typed = { port: '0x10', room: 'red', lit: false };
  expect(flagsByKey(typed, settingTable([rack]))).toEqual({
    'server.port': '0x10',
    'rack.room': 'red',
    'rack.lit': false,
  });
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

test('categories without notices are served by every command, the others where they are named', () => {
  const alarm = defineCategory({
    id: 'alarm',
    contract: 1,
    description: 'an alarm',
    notices: [{ key: 'alarm', path: '/latest/alarm', trigger: 'mock', value: () => 'fire' }],
  });
  const ids = (serves: string[] | undefined): string[] =>
    servedCategories([rack, alarm], serves).map(({ id }) => id);
  expect(ids(undefined)).toEqual(['rack', 'alarm']);
  expect(ids([])).toEqual(['rack']);
  expect(ids(['alarm'])).toEqual(['rack', 'alarm']);
});
