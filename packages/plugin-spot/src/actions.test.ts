import type { ImdsSpec } from '@aemm/core';
import { createTestControl } from '@aemm/core/testing';
import { expect, test } from 'vitest';
import { spot } from './category.ts';

const ACTION = '/latest/meta-data/spot/instance-action';
const REBALANCE = '/latest/meta-data/events/recommendations/rebalance';

function start(spec: Partial<ImdsSpec> = {}) {
  const control = createTestControl({ ...spec, categories: [spot] });
  const ask = (path: string) => {
    const { status, body } = control.request(path);
    return status === 200 ? JSON.parse(body) : status;
  };
  return { ...control, ask };
}

test('an interruption is noticed at once, and happens in two minutes', () => {
  const { actions, clock, ask } = start({ timing: { delaySec: 3600 } });
  expect(ask(ACTION)).toBe(404);
  clock.advance('1m');
  actions.spot.interrupt({ action: 'stop' });
  clock.advance('30s');
  expect(ask(ACTION)).toEqual({ action: 'stop', time: '2026-01-01T00:03:00Z' });
  actions.spot.clear();
  expect(ask(ACTION)).toBe(404);
  clock.advance('2h');
  expect(ask(ACTION)).toBe(404);
});

test('an interruption happens when it is asked for', () => {
  const { actions, ask } = start();
  actions.spot.interrupt({ inSeconds: 30 });
  expect(ask(ACTION)).toEqual({ action: 'terminate', time: '2026-01-01T00:00:30Z' });
  actions.spot.interrupt({ time: '2026-01-02T00:00:00Z' });
  expect(ask(ACTION)).toMatchObject({ time: '2026-01-02T00:00:00Z' });
});

test('a rebalance is recommended and taken back', () => {
  const { actions, clock, ask, reset } = start({ notices: [] });
  expect(ask(REBALANCE)).toBe(404);
  clock.advance(5);
  actions.spot.recommendRebalance();
  expect(ask(REBALANCE)).toEqual({ noticeTime: '2026-01-01T00:00:05Z' });
  actions.spot.clearRebalance();
  expect(ask(REBALANCE)).toBe(404);
  actions.spot.recommendRebalance();
  reset();
  expect(ask(REBALANCE)).toBe(404);
});

test('an input that is not allowed changes nothing, and is named', () => {
  const { act, imds, ask } = start({ notices: [] });
  expect(() => act('spot', 'interrupt', { action: 'explode' })).toThrow(
    'The input of spot.interrupt is not allowed: action: Invalid option: expected one of "terminate"|"hibernate"|"stop".',
  );
  expect(imds.changes).toEqual([]);
  expect(ask(ACTION)).toBe(404);
});

test.each(['2024-01-01T00:00:00.123+02:00', '2023-12-31T22:00:00.999Z'])(
  'the time %s is served as EC2 writes it',
  (time) => {
    const { actions, ask } = start();
    actions.spot.interrupt({ time });
    expect(ask(ACTION)).toMatchObject({ time: '2023-12-31T22:00:00Z' });
  },
);

test.each([
  { inSeconds: 3e11 },
  { inSeconds: 9e12 },
  { inSeconds: 1e300 },
  { time: '9999-12-31T23:59:59-01:00' },
  { time: '2024-01-01T00:00Z' },
])('an interruption at a time that cannot be written is refused: %j', (input) => {
  const { actions, ask } = start({ notices: [] });
  expect(() => actions.spot.interrupt(input)).toThrow('9999');
  expect(ask(ACTION)).toBe(404);
});

test('an interruption has one time', () => {
  const { actions, ask } = start({ notices: [] });
  const both = { inSeconds: 5, time: '2030-01-01T00:00:00Z' };
  expect(() => actions.spot.interrupt(both)).toThrow('takes one of inSeconds, time');
  expect(ask(ACTION)).toBe(404);
  actions.spot.interrupt({ inSeconds: 5, time: undefined });
  expect(ask(ACTION)).toMatchObject({ time: '2026-01-01T00:00:05Z' });
});
