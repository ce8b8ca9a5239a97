import { createTestControl } from '@aemm/core/testing';
import { expect, test } from 'vitest';
import { asgLifecycle } from './category.ts';

test('the target lifecycle state is set, whatever it was to become', () => {
  const settings = { asglifecycle: { 'asg-termination-delay-sec': 60 } };
  const { actions, clock, request } = createTestControl({ categories: [asgLifecycle], settings });
  const state = (): string => request('/latest/meta-data/autoscaling/target-lifecycle-state').body;
  expect(state()).toBe('InService');
  actions.asglifecycle.set({ state: 'Standby' });
  expect(state()).toBe('Standby');
  clock.advance('2m');
  expect(state()).toBe('Standby');
});
