import { createHmac } from 'node:crypto';
import type { Imds, ImdsSpec } from '@aemm/core';
import { createImds } from '@aemm/core';
import type { ManualClock } from '@aemm/core/testing';
import { createManualClock } from '@aemm/core/testing';
import { expect, test } from 'vitest';
import { spot } from './index.ts';

const ACTION = '/latest/meta-data/spot/instance-action';
const TIME = '/latest/meta-data/spot/termination-time';
const REBALANCE = '/latest/meta-data/events/recommendations/rebalance';

function start(spec: Partial<ImdsSpec> = {}): { clock: ManualClock; imds: Imds } {
  const clock = createManualClock('2024-01-01T00:00:00Z');
  const imds = createImds({
    spec: { categories: [spot], ...spec },
    mac: (key, message) => createHmac('sha256', key).update(message).digest(),
    clock,
  });
  return { clock, imds };
}

function get(imds: Imds, path: string): string {
  const { answer } = imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1' });
  return answer.status === 200 ? String(answer.body) : String(answer.status);
}

test('the notice says what happens in two minutes, counted from each request', () => {
  const { clock, imds } = start();
  expect(get(imds, ACTION)).toBe(
    '{\n\t"action": "terminate",\n\t"time": "2024-01-01T00:02:00Z"\n}',
  );
  expect(get(imds, TIME)).toBe('2024-01-01T00:02:00Z');
  clock.advance(10);
  expect(get(imds, TIME)).toBe('2024-01-01T00:02:10Z');
});

test('default times count from when the notice fired where times stand still', () => {
  const { clock, imds } = start({
    noticeTime: 'fired',
    timing: { delaySec: 30 },
  });
  clock.advance(100);
  expect(get(imds, TIME)).toBe('2024-01-01T00:02:30Z');
  expect(get(imds, REBALANCE)).toBe('{\n\t"noticeTime": "2024-01-01T00:00:00Z"\n}');
});

test('action and times are settings, and times are served in UTC', () => {
  const { imds } = start({
    settings: {
      spot: {
        action: 'hibernate',
        time: '2024-05-01T02:00:00+02:00',
        'rebalance-rec-time': '2024-04-30T00:00:00Z',
      },
    },
  });
  expect(get(imds, ACTION)).toBe(
    '{\n\t"action": "hibernate",\n\t"time": "2024-05-01T00:00:00Z"\n}',
  );
  expect(get(imds, REBALANCE)).toBe('{\n\t"noticeTime": "2024-04-30T00:00:00Z"\n}');
});

test('an action that EC2 does not know is refused', () => {
  expect(() => start({ settings: { spot: { action: 'explode' } } })).toThrow(
    /"explode" is not allowed for spot.action. Allowed: terminate,hibernate,stop/,
  );
});

test('the interruption and the rebalance recommendation have delays of their own', () => {
  const { clock, imds } = start({
    timing: { delaySec: 60 },
    settings: { spot: { 'rebalance-delay-sec': 20 } },
  });
  const seen = (): string[] =>
    [ACTION, TIME, REBALANCE].filter((path) => get(imds, path) !== '404');
  expect(seen()).toEqual([]);
  clock.advance(20);
  expect(seen()).toEqual([REBALANCE]);
  clock.advance(40);
  expect(seen()).toEqual([ACTION, TIME, REBALANCE]);
});

test('a moved path carries the notice with it', () => {
  const { imds } = start({
    overrides: { metadata: { paths: { spot: '/latest/meta-data/spot/notice' } } },
  });
  expect(get(imds, ACTION)).toBe('404');
  expect(get(imds, '/latest/meta-data/spot/notice')).toContain('"action": "terminate"');
});
