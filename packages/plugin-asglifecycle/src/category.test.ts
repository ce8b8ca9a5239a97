import { createHmac } from 'node:crypto';
import { createImds } from '@aemm/core';
import { createManualClock, createTestImds } from '@aemm/core/testing';
import { describe, expect, test } from 'vitest';
import { asgLifecycle } from './index.ts';

test('the group terminates its instance when its delay has passed, for as many clients as may know', () => {
  const clock = createManualClock();
  const imds = createImds({
    spec: {
      categories: [asgLifecycle],
      settings: { asglifecycle: { 'asg-termination-delay-sec': 30 } },
      eligibleClients: 1,
    },
    mac: (key, message) => createHmac('sha256', key).update(message).digest(),
    clock,
  });
  const ask = (client: string): string => {
    const path = '/latest/meta-data/autoscaling/target-lifecycle-state';
    const { status, body } = imds.handle({ method: 'GET', path, headers: {}, client }).answer;
    return status === 200 ? String(body) : String(status);
  };
  expect([ask('10.0.0.1'), ask('10.0.0.2')]).toEqual(['InService', '404']);
  clock.advance(29);
  expect(ask('10.0.0.1')).toBe('InService');
  clock.advance(1);
  expect([ask('10.0.0.1'), ask('10.0.0.2')]).toEqual(['Terminated', '404']);
});

describe('the states before and after', () => {
  const PATH = '/latest/meta-data/autoscaling/target-lifecycle-state';

  // C18
  test.each([
    ['Warmed:Running', 'InService'],
    ['Warmed:Stopped', 'Terminated'],
    ['InService', 'Standby'],
    ['Detached', 'Warmed:Hibernated'],
  ])('are %s and %s, as configured', (before, after) => {
    const imds = createTestImds({
      categories: [asgLifecycle],
      settings: {
        asglifecycle: {
          'initial-state': before,
          'target-state': after,
          'asg-termination-delay-sec': 60,
        },
      },
    });
    expect(imds.request(PATH).body).toBe(before);
    imds.clock.advance(60);
    expect(imds.request(PATH).body).toBe(after);
  });

  // C18
  test('are one where the value is configured', () => {
    const imds = createTestImds({
      categories: [asgLifecycle],
      settings: { asglifecycle: { 'asg-termination-delay-sec': 60 } },
      overrides: { metadata: { values: { 'target-lifecycle-state': 'Warmed:Running' } } },
    });
    expect(imds.request(PATH).body).toBe('Warmed:Running');
    imds.clock.advance(60);
    expect(imds.request(PATH).body).toBe('Warmed:Running');
  });

  test('are not there without an Auto Scaling group', () => {
    const imds = createTestImds({ categories: [asgLifecycle], instance: { autoScaling: false } });
    expect(imds.request(PATH).status).toBe(404);
  });

  test('are states that Auto Scaling has', () => {
    const settings = { asglifecycle: { 'initial-state': 'Warmed' } };
    expect(() => createTestImds({ categories: [asgLifecycle], settings })).toThrow(
      '"Warmed" is not allowed for asglifecycle.initial-state. Allowed: Detached,InService,',
    );
  });
});
