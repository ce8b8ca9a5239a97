import { createHmac } from 'node:crypto';
import { createImds } from '@aemm/core';
import { createManualClock } from '@aemm/core/testing';
import { expect, test } from 'vitest';
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
