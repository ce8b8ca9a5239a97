import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSteadyClock } from './index.ts';

const NOON = Date.parse('2024-01-01T12:00:00Z');
const HOUR = 3_600_000;

/** A machine whose time of day can be set. */
function createMachine() {
  let elapsed = 0;
  let offset = NOON;
  const setBack: number[] = [];
  const clock = createSteadyClock({
    wall: () => Math.floor(offset + elapsed),
    elapsed: () => elapsed,
    onSetBack: (aheadMs) => void setBack.push(aheadMs),
  });
  return {
    clock,
    setBack,
    pass(ms: number) {
      elapsed += ms;
    },
    set(byMs: number) {
      offset += byMs;
    },
    wall: () => Math.floor(offset + elapsed),
  };
}

test('it shows the time of day as long as that is not set', () => {
  const { clock, pass } = createMachine();
  expect(clock.now()).toBe(NOON);
  pass(1234.5);
  expect(clock.now()).toBe(NOON + 1234);
});

test('set back, it goes on; set forward, it follows', () => {
  const { clock, pass, set } = createMachine();
  set(-HOUR);
  pass(1000);
  expect(clock.now()).toBe(NOON + 1000);
  set(3 * HOUR);
  pass(1000);
  expect(clock.now()).toBe(NOON + 2 * HOUR + 2000);
});

test('whatever is set: it never goes back, is never behind, and counts what passes in full', () => {
  const passing = fc.record({ pass: fc.double({ min: 0, max: HOUR, noNaN: true }) });
  const setting = fc.record({ set: fc.integer({ min: -HOUR, max: HOUR }) });
  fc.assert(
    fc.property(fc.array(fc.oneof(passing, setting), { maxLength: 50 }), (steps) => {
      const machine = createMachine();
      let before = machine.clock.now();
      let [day, passed] = [machine.wall(), 0];
      for (const step of steps) {
        if ('pass' in step) machine.pass(step.pass);
        else machine.set(step.set);
        passed += 'pass' in step ? step.pass : 0;
        const now = machine.clock.now();
        expect(now).toBeGreaterThanOrEqual(machine.wall());
        if (machine.wall() === day) {
          expect(now).toBe(before);
          continue;
        }
        expect(now).toBeGreaterThanOrEqual(before + Math.floor(passed));
        [before, day, passed] = [now, machine.wall(), 0];
      }
    }),
  );
});

test('it reports each time that the time of day is set back, and no small correction', () => {
  const { clock, pass, set, setBack } = createMachine();
  set(-400);
  clock.now();
  set(-HOUR);
  clock.now();
  pass(1000);
  clock.now();
  expect(setBack).toEqual([HOUR + 400]);
  set(-HOUR);
  clock.now();
  set(3 * HOUR);
  clock.now();
  set(-1000);
  clock.now();
  expect(setBack).toEqual([HOUR + 400, 2 * HOUR + 400, 1000]);
});

test('without anything given it is the clock of this machine', () => {
  const before = Date.now();
  const clock = createSteadyClock();
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.now()).toBeLessThanOrEqual(Date.now() + 2);
});
