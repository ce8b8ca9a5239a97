import { describe, expect, test } from 'vitest';
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

test('work that moves the clock on is not undone by the move that it was due in', () => {
  const { clock } = start(1);
  clock.freeze();
  clock.at(11_000, () => clock.advance('1h'));
  clock.advance('1m');
  expect(clock.now()).toBe(3_611_000);
});

test.each(['moved', 'running'])(
  'any number of moves overlap, each at its own time, while the clock is %s',
  (mode) => {
    const { clock, wait } = start(1);
    const count = 5000;
    const calledAt: number[] = [];
    for (let index = 1; index <= count; index++) {
      clock.at(1000 + index * 1000, () => {
        calledAt.push(clock.now());
        clock.advance('1h');
      });
    }
    if (mode === 'running') wait(1000);
    else clock.advance(1);
    expect(calledAt).toEqual(Array.from({ length: count }, (_, index) => 2000 + index * 1000));
    expect(clock.now()).toBe(1000 + count * 1000 + 3_600_000);
  },
);

test('work that sets the clock back undoes what it has moved it on before', () => {
  const { clock, wait } = start(1);
  clock.at(2000, () => clock.advance('1h'));
  clock.at(3000, () => clock.set(500));
  wait(1000);
  expect(clock.now()).toBe(500);
});

test('all work is done that is due at other moments', () => {
  const { clock } = start(1);
  clock.freeze();
  let done = 0;
  const work = (ms: number): void => {
    done++;
    clock.at(clock.now() + ms, () => work(ms));
  };
  work(1000);
  clock.advance('2d');
  expect(done).toBe(172_801);
});

test.each([
  ['causes more at the same moment', 0],
  ['sets the time back', 500],
])('a move ends although work %s for ever', (_, ms) => {
  const { clock } = start(1);
  clock.freeze();
  const again = (): void => {
    clock.set(1000);
    clock.at(1000 + ms, again);
  };
  again();
  clock.advance('1s');
  expect(clock.now()).toBe(2000);
});

test.each(['reset', 'run'] as const)('%s lets nothing wait that is due by then', (method) => {
  const { clock, wait } = start(1);
  clock.freeze();
  clock.set(0);
  const done: string[] = [];
  clock.at(500, () => done.push('due'));
  clock.at(100_000, () => done.push('not due'));
  clock[method]();
  wait(500);
  expect(done).toEqual(['due']);
});

test('what waits for a time that a frozen clock has had does not wait for a move', () => {
  const { clock, wait } = start(1);
  clock.freeze();
  let done = 0;
  clock.at(500, () => done++);
  expect(done).toBe(0);
  wait(0);
  expect(done).toBe(1);
});

test('a clock that nothing moves but its reset does what is due by then', () => {
  const clock = createMockClock({ source: { now: () => 0 }, frozenAt: 1000 });
  let done = 0;
  clock.at(500, () => done++);
  clock.reset();
  expect(done).toBe(1);
});

test('a reset within a move leaves the rest of the move to do', () => {
  const clock = createMockClock({ source: { now: () => 0 }, frozenAt: 0 });
  const done: number[] = [];
  clock.at(500, () => clock.reset());
  clock.at(700, () => done.push(clock.now()));
  clock.advance('1s');
  expect([done, clock.now()]).toEqual([[700], 1000]);
});

test('a reset to after the end of the move that it is due in does what is due by then', () => {
  const clock = createMockClock({ source: { now: () => 0 }, frozenAt: 1000 });
  clock.set(0);
  let done = 0;
  clock.at(100, () => clock.reset());
  clock.at(500, () => done++);
  clock.set(200);
  expect([done, clock.now()]).toEqual([1, 1000]);
});

test('what waits for part of a millisecond is called at the next whole one', () => {
  const { clock } = start(1);
  clock.freeze();
  let calledAt = 0;
  clock.at(1000 + 1 / 3, () => {
    calledAt = clock.now();
  });
  clock.advance('1s');
  expect(calledAt).toBe(1001);
});

describe('a clock refuses', () => {
  const create = (options: object) => () =>
    createMockClock({ source: { now: () => 1000 }, ...options });
  const [early, late] = [Date.UTC(1960, 0), 3e14];

  test.each([Number.NaN, 0, -1, 1e7])('the speed %d', (speed) => {
    expect(create({ speed })).toThrow(`"${speed}" is not a speed. Allowed: a number above 0,`);
  });

  test.each([early, late, '1960-01-01T00:00:00Z'])('the time %j, which it cannot have', (time) => {
    const refusal = `"${time}" takes the clock out of its range. Allowed: 1970-01-01T00:00:00Z to`;
    expect(create({ frozenAt: time })).toThrow(refusal);
    expect(() => create({})().set(time)).toThrow(refusal);
  });

  test.each(['noon', Number.NaN, null])('%j, which is not a time', (time) => {
    expect(create({ frozenAt: time })).toThrow(`"${time}" is not a time. Allowed: milliseconds`);
    expect(() => create({})().set(time as never)).toThrow(`"${time}" is not a time.`);
  });

  test('to move beyond its last time', () => {
    expect(() => create({})().advance(late)).toThrow(`"${late}" takes the clock out of its range.`);
  });
});
