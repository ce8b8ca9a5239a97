import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';

/** `plugins uninstall`: removes plugins, and forgets linked ones. */
export class PluginsUninstall extends Command {
  static override summary = 'Remove a plugin';
  static override aliases = ['plugins:remove', 'plugins:unlink'];
  static override usage = 'plugins uninstall PLUGIN...';
  static override examples = [
    { command: 'plugins uninstall aemm-plugin-rack', description: 'installed or linked' },
  ];
  static override strict = false;
  static override args = {
    plugin: string({ required: true, description: 'its name, or the folder it is linked to' }),
  };

  override async run(): Promise<void> {
    const { argv } = await this.parse(PluginsUninstall);
    const { uninstallPlugin } = await import('../../user-plugins/uninstall.ts');
    for (const typed of argv) {
      const { dataDir } = this.config;
      const { name, type } = await uninstallPlugin(dataDir, String(typed), process.cwd());
      this.log(type === 'link' ? `Unlinked ${name}.` : `Uninstalled ${name}.`);
    }
  }
}
