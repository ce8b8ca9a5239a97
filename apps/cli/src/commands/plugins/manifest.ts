import { toPrintable } from '@aemm/config/printable';
import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';

/** `plugins manifest`: for authors of plugins, as `oclif manifest` but without installing oclif's tools. */
export class PluginsManifest extends Command {
  static override summary = 'Write the oclif.manifest.json of a plugin that you work on';
  static override usage = 'plugins manifest [FOLDER]';
  static override description =
    'With a manifest, a plugin is listed and found without running its code: every start of the mock is faster.';
  static override examples = [
    { command: 'plugins manifest', description: 'after a build, before it is published' },
  ];
  /** The folder is completed by shells. */
  static completes = { folder: 'file' };
  static override args = {
    folder: string({ default: '.', description: 'folder of the plugin' }),
  };

  override async run(): Promise<void> {
    const { args } = await this.parse(PluginsManifest);
    const { writeManifest } = await import('../../user-plugins/manifest.ts');
    this.log(toPrintable(`Wrote ${await writeManifest(args.folder, process.cwd())}.`));
  }
}
