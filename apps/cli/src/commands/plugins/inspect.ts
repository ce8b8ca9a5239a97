import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import type { UserPluginFacts } from '../../user-plugins/describe.ts';

/** `plugins inspect`: all there is to say about one plugin. */
export class PluginsInspect extends Command {
  static override summary = 'Show where a plugin is and what it brings';
  static override enableJsonFlag = true;
  static override usage = 'plugins inspect PLUGIN';
  static override examples = [
    { command: 'plugins inspect aemm-plugin-rack', description: 'its commands, for instance' },
  ];
  static override args = {
    plugin: string({ required: true, description: 'its name, or the folder it is linked to' }),
  };

  override async run(): Promise<UserPluginFacts | undefined> {
    const { args } = await this.parse(PluginsInspect);
    const { describeUserPlugins } = await import('../../user-plugins/describe.ts');
    const { findUserPlugin } = await import('../../user-plugins/find.ts');
    const all = await describeUserPlugins(this.config);
    const facts = findUserPlugin(all, args.plugin, process.cwd());
    const { name, version, type, root, commands, categories, loaded } = facts;
    this.log(`name: ${name}`);
    this.log(`version: ${version ?? 'unknown'}`);
    this.log(`type: ${type}`);
    this.log(`folder: ${root}`);
    this.log(`commands: ${commands.join(', ') || 'none'}`);
    this.log(`categories: ${categories ? 'yes' : 'none'}`);
    if (!loaded) this.log('It cannot be loaded.');
    return facts;
  }
}
