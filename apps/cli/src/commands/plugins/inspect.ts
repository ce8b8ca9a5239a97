import { toPrintable } from '@aemm/config/printable';
import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import type { UserPluginFacts } from '../../user-plugins/describe.ts';
import type { PluginTrial } from '../../user-plugins/try-plugin.ts';

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

  override async run(): Promise<UserPluginFacts & PluginTrial> {
    const { args } = await this.parse(PluginsInspect);
    const { describeUserPlugins } = await import('../../user-plugins/describe.ts');
    const { findUserPlugin } = await import('../../user-plugins/find.ts');
    const all = await describeUserPlugins(this.config);
    const facts = findUserPlugin(all, args.plugin, process.cwd());
    const { name, version, type, root, commands, loaded } = facts;
    const { adviceOn, tryPlugin } = await import('../../user-plugins/try-plugin.ts');
    const { categories, problems } = await tryPlugin(this.config, name);
    this.log(`name: ${name}`);
    this.log(toPrintable(`version: ${version ?? 'unknown'}`));
    this.log(`type: ${type}`);
    this.log(toPrintable(`folder: ${root}`));
    this.log(toPrintable(`commands: ${commands.join(', ') || 'none'}`));
    this.log(`categories: ${categories.join(', ') || 'none'}`);
    for (const line of loaded ? problems : ['It cannot be loaded.']) this.logToStderr(line);
    if (!loaded || problems.length > 0) this.logToStderr(adviceOn(name));
    return { ...facts, categories, problems };
  }
}
