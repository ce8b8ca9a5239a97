import { writeFileSync } from 'node:fs';
import { Plugin } from '@oclif/core/config';

const root = process.cwd();

// What oclif would else find out by running the plugin's code at each start.
const plugin = new Plugin({
  root,
  type: 'core',
  ignoreManifest: true,
  errorOnManifestCreate: true,
});
await plugin.load();
writeFileSync('oclif.manifest.json', `${JSON.stringify(plugin.manifest, null, 2)}\n`);
