import type { SettingValues } from '@aemm/core';
import { choiceSetting, timeSetting } from '@aemm/core';

/** What EC2 schedules. */
export const CODES = [
  'instance-reboot',
  'system-reboot',
  'system-maintenance',
  'instance-retirement',
  'instance-stop',
] as const;

/** What becomes of it. */
export const STATES = ['active', 'completed', 'canceled'] as const;

export const settings = {
  code: choiceSetting(CODES, {
    char: 'o',
    default: 'system-reboot',
    description: 'event code in the scheduled event',
  }),
  state: choiceSetting(STATES, {
    char: 't',
    default: 'active',
    description: 'state of the scheduled event',
  }),
  'not-before': timeSetting({
    char: 'b',
    description:
      'earliest start of the event, in RFC3339 format, e.g. 2020-01-07T01:03:47Z (default: start of the mock)',
  }),
  'not-after': timeSetting({
    char: 'a',
    description: 'latest end of the event, in RFC3339 format (default: start of the mock + 7 days)',
  }),
  'not-before-deadline': timeSetting({
    char: 'l',
    description:
      'deadline for the start of the event, in RFC3339 format (default: start of the mock + 9 days)',
  }),
};

export type EventSettings = SettingValues<typeof settings>;
