import { createControl, createMockClock } from '@aemm/core';
import { createSeededRandom, weakMac } from '@aemm/core/testing';
import { expect, test } from 'vitest';
import { asgLifecycle } from './category.ts';

test('the target lifecycle state is set, whatever it was to become', () => {
  const categories = [asgLifecycle] as const;
  const clock = createMockClock({ source: { now: () => 0 }, frozenAt: 0 });
  const settings = { asglifecycle: { 'asg-termination-delay-sec': 60 } };
  const control = createControl({
    spec: { categories, settings },
    mac: weakMac,
    random: createSeededRandom(),
    clock,
  });
  const { actions, imds } = control;
  const state = (): string => {
    const path = '/latest/meta-data/autoscaling/target-lifecycle-state';
    return String(imds.handle({ method: 'GET', path, headers: {}, client: '::1' }).answer.body);
  };
  expect(state()).toBe('InService');
  actions.asglifecycle.set({ state: 'Standby' });
  expect(state()).toBe('Standby');
  clock.advance('2m');
  expect(state()).toBe('Standby');
});
