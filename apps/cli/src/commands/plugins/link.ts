import { toPrintable } from '@aemm/config/printable';
import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';

/** `plugins link`: uses a plugin where it is. */
export class PluginsLink extends Command {
  static override summary = 'Use a plugin from the folder where you work on it';
  static override usage = 'plugins link [FOLDER]';
  static override examples = [
    { command: 'plugins link ./aemm-plugin-rack', description: 'what you build there is used' },
  ];
  /** The folder is completed by shells. */
  static completes = { folder: 'file' };
  static override args = {
    folder: string({ default: '.', description: 'folder of the plugin' }),
  };

  override async run(): Promise<void> {
    const { args } = await this.parse(PluginsLink);
    const { linkPlugin } = await import('../../user-plugins/link.ts');
    const { name, version } = await linkPlugin(this.config.dataDir, args.folder, process.cwd());
    this.log(toPrintable(`Linked ${name} ${version}.`));
    const { reportTrial } = await import('../../user-plugins/try-plugin.ts');
    await reportTrial(this, name);
  }
}
