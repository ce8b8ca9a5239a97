import { MockCommand, settingFlags } from '@aemm/plugin-kit';
import { events } from '../category.ts';

/**
 * `events`: mocks a scheduled maintenance event, beside the static metadata.
 *
 * @public
 */
export class Events extends MockCommand {
  static override summary = 'Mock EC2 Scheduled Events';
  static override aliases = ['se', 'scheduledevents'];
  static override usage =
    'events [--code CODE] [--state STATE] [--not-after] [--not-before-deadline] [flags]';
  static override examples = [
    { command: 'events -h', description: 'events help' },
    {
      command: 'events -o instance-stop --state active -d 5',
      description:
        'mocks an active event that stops the instance, from five seconds after the start',
    },
  ];
  static override flags = settingFlags(events);
  static override serves = [events.id];
  static override subject = 'EC2 Events';
}
