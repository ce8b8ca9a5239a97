import { createHmac } from 'node:crypto';
import type { ImdsSpec } from '@aemm/core';
import { createImds } from '@aemm/core';
import { createManualClock } from '@aemm/core/testing';
import { expect, test } from 'vitest';
import { events } from './index.ts';

function scheduled(spec: Partial<ImdsSpec> = {}, atSecond = 0): string {
  const clock = createManualClock('2024-02-26T01:03:07Z');
  const imds = createImds({
    spec: { categories: [events], ...spec },
    mac: (key, message) => createHmac('sha256', key).update(message).digest(),
    clock,
  });
  clock.advance(atSecond);
  const path = '/latest/meta-data/events/maintenance/scheduled';
  const { answer } = imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1' });
  return answer.status === 200 ? String(answer.body) : String(answer.status);
}

test('one event is scheduled from the start, with seven days to end and nine to begin', () => {
  expect(scheduled({}, 3600)).toMatchInlineSnapshot(`
    "[
    	{
    		"Code": "system-reboot",
    		"Description": "The instance is scheduled for system-reboot",
    		"State": "active",
    		"EventId": "instance-event-1234567890abcdef0",
    		"NotBefore": "26 Feb 2024 01:03:07 GMT",
    		"NotAfter": "4 Mar 2024 01:03:07 GMT",
    		"NotBeforeDeadline": "6 Mar 2024 01:03:07 GMT"
    	}
    ]"
  `);
});

test('code, state and times are settings, and the event id is a value of the metadata', () => {
  const body = scheduled({
    settings: {
      events: {
        code: 'instance-stop',
        state: 'completed',
        'not-before': '2020-01-01T01:03:47Z',
        'not-after': '2020-01-07T01:03:47+01:00',
        'not-before-deadline': '2020-01-10T01:03:47Z',
      },
    },
    overrides: { metadata: { values: { 'event-id': 'instance-event-1' } } },
  });
  expect(JSON.parse(body)).toEqual([
    {
      Code: 'instance-stop',
      Description: 'The instance is scheduled for instance-stop',
      State: 'completed',
      EventId: 'instance-event-1',
      NotBefore: '1 Jan 2020 01:03:47 GMT',
      NotAfter: '7 Jan 2020 00:03:47 GMT',
      NotBeforeDeadline: '10 Jan 2020 01:03:47 GMT',
    },
  ]);
});

test('the event waits for its trigger', () => {
  const timing = { triggerTime: '2024-02-26T01:04:07Z' };
  expect(scheduled({ timing }, 59)).toBe('404');
  expect(scheduled({ timing }, 60)).toContain('system-reboot');
});
