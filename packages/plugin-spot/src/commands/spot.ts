import { MockCommand, settingFlags } from '@aemm/plugin-kit';
import { spot } from '../category.ts';

/**
 * `spot`: mocks the Spot interruption notice and the rebalance recommendation, beside the static metadata.
 *
 * @public
 */
export class Spot extends MockCommand {
  static override summary = 'Mock EC2 Spot interruption notice';
  static override usage = 'spot [--action ACTION] [flags]';
  static override examples = [
    { command: 'spot -h', description: 'spot help' },
    { command: 'spot -d 5 --action terminate', description: 'mocks spot interruption only' },
  ];
  static override flags = settingFlags(spot);
  static override serves = [spot.id];
  static override subject = 'EC2 Spot interruption notice';
}
