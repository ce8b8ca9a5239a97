import { MockCommand, settingFlags } from '@aemm/plugin-kit';
import { asgLifecycle } from '../category.ts';

/**
 * `asglifecycle`: mocks the Auto Scaling target lifecycle state, beside the static metadata.
 *
 * @public
 */
export class AsgLifecycle extends MockCommand {
  static override summary = 'Mock EC2 ASG target-lifecycle-state';
  static override aliases = ['asg', 'autoscaling'];
  static override usage = 'asglifecycle [flags]';
  static override examples = [
    { command: 'asglifecycle -h', description: 'asglifecycle help' },
    {
      command: 'asglifecycle --asg-termination-delay-sec 5',
      description: 'mocks a termination five seconds after the start',
    },
    {
      command:
        'asglifecycle --initial-state Warmed:Stopped --target-state InService --asg-termination-delay-sec 5',
      description: 'mocks an instance that leaves a warm pool',
    },
  ];
  static override flags = settingFlags(asgLifecycle);
  static override serves = [asgLifecycle.id];
  static override subject = 'EC2 ASG Lifecycle';
}
