import { expect, test } from 'vitest';
import { createMockClock } from './mock-clock.ts';

/** A clock with a speed, and the real time that it follows. */
function start(speed: number) {
  let real = 1000;
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  const clock = createMockClock({
    source: { now: () => real },
    speed,
    timer(ms, run) {
      const timer = { due: real + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  });
  const wait = (ms: number): void => {
    real += ms;
    for (const timer of [...timers].filter(({ due }) => due <= real)) timer.run();
  };
  return { clock, wait };
}

test('a clock runs as many times as fast as its source as its speed says', () => {
  const { clock, wait } = start(60);
  expect([clock.now(), clock.speed]).toEqual([1000, 60]);
  wait(1000);
  expect(clock.now()).toBe(61_000);
  clock.advance(10);
  wait(1);
  expect(clock.now()).toBe(71_060);
  clock.freeze();
  wait(1000);
  clock.run();
  wait(1000);
  expect(clock.now()).toBe(131_060);
  clock.set(5000);
  wait(1);
  expect(clock.now()).toBe(5060);
  clock.reset();
  expect(clock.now()).toBe(1000 + 60 * 3002);
});

test.each([60, 0.5])('what waits for a time is called in time at a speed of %d', (speed) => {
  const { clock, wait } = start(speed);
  let calledAt: number | undefined;
  clock.at(61_000, () => {
    calledAt = clock.now();
  });
  wait(60_000 / speed - 1);
  expect(calledAt).toBeUndefined();
  wait(1);
  expect(calledAt).toBe(61_000);
});
