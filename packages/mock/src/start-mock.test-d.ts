import type { AnyCategory } from '@aemm/core';
import { choiceSetting, defineCategory } from '@aemm/core';
import { expectTypeOf } from 'vitest';
import * as z from 'zod/mini';
import { startMock } from './index.ts';

const rack = defineCategory({
  id: 'rack',
  contract: 1,
  description: 'x',
  settings: { room: choiceSetting(['red', 'blue'], { description: 'x', default: 'blue' }) },
});
const plain = defineCategory({ id: 'plain', contract: 1, description: 'x' });
declare const unknownCategory: AnyCategory;

// Settings are those of the categories that are given.
await startMock();
await startMock({ categories: [plain] });
await startMock({ instance: { id: 'i-1' }, timing: { delaySec: 1 } });
const mock = await startMock({ categories: [rack, plain], settings: { rack: { room: 'red' } } });
// @ts-expect-error the setting is called room
await startMock({ categories: [rack], settings: { rack: { rom: 'red' } } });
// @ts-expect-error no category of that id is given
await startMock({ categories: [rack], settings: { rakc: { room: 'red' } } });
// @ts-expect-error no category is given
await startMock({ settings: { rack: { room: 'red' } } });

// Of a category that is not known, any setting is taken.
await startMock({ categories: [unknownCategory], settings: { any: { thing: 1 } } });

// A reload takes the same.
mock.reload();
mock.reload({ categories: [rack], settings: { rack: { room: 'red' } } });
// @ts-expect-error the setting is called room
mock.reload({ categories: [rack], settings: { rack: { rom: 'red' } } });
// @ts-expect-error the clock of a mock stays
mock.reload({ clock: mock.clock });

// Actions are those of the categories that are given, with their inputs, and those of core.
const acting = defineCategory({
  id: 'acting',
  contract: 1,
  description: 'x',
  actions: {
    'go-on': {
      description: 'x',
      input: z.strictObject({ far: z.number() }),
      run: (input) => {
        expectTypeOf(input).toEqualTypeOf<{ far: number }>();
        return {};
      },
    },
    stop: { description: 'x', input: z.strictObject({}), run: () => ({}) },
  },
});
const driven = await startMock({ categories: [acting, rack] });
driven.actions.acting.goOn({ far: 5 });
driven.actions.acting.stop();
driven.actions.tags.set({ name: 'a', value: 'b' });
// @ts-expect-error the input is needed
driven.actions.acting.goOn();
// @ts-expect-error far is a number
driven.actions.acting.goOn({ far: 'away' });
// @ts-expect-error there is no such action
driven.actions.acting.back();
// @ts-expect-error it has no actions
driven.actions.rack;
