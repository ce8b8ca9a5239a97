import { toPrintable } from '@aemm/config/printable';
import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';

/** `plugins install`: brings plugins by the user's own npm. */
export class PluginsInstall extends Command {
  static override summary = 'Install a plugin by npm';
  static override aliases = ['plugins:add'];
  static override usage = 'plugins install PLUGIN...';
  static override examples = [
    { command: 'plugins install aemm-plugin-rack', description: 'from the npm registry' },
    { command: 'plugins install aemm-plugin-rack@1.2.0', description: 'a version or a tag of it' },
    { command: 'plugins install ./aemm-plugin-rack', description: 'from a folder' },
    { command: 'plugins install ./aemm-plugin-rack-1.2.0.tgz', description: 'from a tarball' },
  ];
  static override strict = false;
  /** A folder or tarball is completed by shells. */
  static completes = { plugin: 'file' };
  static override args = {
    plugin: string({
      required: true,
      description: 'name of a package, folder, tarball, or what else npm installs from',
    }),
  };

  override async run(): Promise<void> {
    const { argv } = await this.parse(PluginsInstall);
    const { installPlugin } = await import('../../user-plugins/install.ts');
    for (const plugin of argv) {
      const { name, version } = await installPlugin(
        this.config.dataDir,
        String(plugin),
        process.cwd(),
      );
      this.log(toPrintable(`Installed ${name} ${version}.`));
      const { reportTrial } = await import('../../user-plugins/try-plugin.ts');
      await reportTrial(this, name);
    }
  }
}
