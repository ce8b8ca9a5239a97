import { toPrintable } from '@aemm/config/printable';
import { Command } from '@oclif/core/command';
import type { UserPluginFacts } from '../../user-plugins/describe.ts';

/** `plugins`: the plugins that the user brought. */
export class Plugins extends Command {
  static override summary = 'List the plugins that were installed or linked';
  static override enableJsonFlag = true;
  static override usage = 'plugins';
  static override examples = [
    { command: 'plugins', description: 'their names, versions and folders' },
  ];

  override async run(): Promise<UserPluginFacts[]> {
    await this.parse(Plugins);
    const { describeUserPlugins } = await import('../../user-plugins/describe.ts');
    const plugins = await describeUserPlugins(this.config);
    if (plugins.length === 0) this.log('No plugins were installed or linked.');
    for (const { name, version, type, root, loaded } of plugins) {
      const marks = [type === 'link' && `linked to ${root}`, !loaded && 'cannot be loaded'];
      const notes = marks.filter(Boolean).join(', ');
      this.log(toPrintable([name, version, notes && `(${notes})`].filter(Boolean).join(' ')));
    }
    return plugins;
  }
}
