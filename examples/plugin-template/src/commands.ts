import { MockCommand, settingFlags } from '@aemm/plugin-kit';
import { rack } from './category.ts';

class Rack extends MockCommand {
  static override summary = 'Mock the rack that the machine stands in';
  static override flags = settingFlags(rack);
  static override serves = [rack.id];
  static override subject = 'the rack';
}

export const COMMANDS = { rack: Rack };
