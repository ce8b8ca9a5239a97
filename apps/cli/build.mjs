import { createHash } from 'node:crypto';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { Plugin } from '@oclif/core/config';
import { build } from 'esbuild';
import { ALIASES, startUp } from './build/start-up.ts';
import { thirdPartyNotices } from './build/third-party-notices.ts';
import { withoutModuleNames } from './build/without-module-names.ts';

/** Reached only by plugins of oclif that run from TypeScript source, or by features of fastify that are off. */
const NEVER_REACHED = [
  'typescript',
  'ts-node',
  'tsx',
  'pnpapi',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
  'pino',
];

const root = import.meta.dirname;
const manifestFile = `${root}/oclif.manifest.json`;

await Promise.all([
  rm(`${root}/dist`, { recursive: true, force: true }),
  rm(manifestFile, { force: true }),
]);
/** @satisfies {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // One script, so that V8 can keep what it compiled of it: bin/load-bundle.js.
  format: 'cjs',
  target: 'node20.19',
  // The UMD build of jsonc-parser, its "main", requires its parts in a way that no bundler follows.
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
};
const { metafile, outputFiles } = await build({
  ...options,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.cjs',
  write: false,
  metafile: true,
  define: { 'import.meta.url': 'bundleUrl' },
  alias: ALIASES,
  external: NEVER_REACHED,
  plugins: [startUp],
});

const bundle = [
  '(function (exports, require, module, __filename, __dirname) {',
  "const bundleUrl = require('node:url').pathToFileURL(__filename).href;",
  // A script that Node has not loaded itself cannot import, so its loader does.
  'const { importModule } = module;',
  ...outputFiles.map(({ text }) =>
    withoutModuleNames(text).replaceAll(/\bimport\((?!\))/g, 'importModule('),
  ),
  '})',
].join('\n');
const digest = createHash('sha256').update(bundle).digest('hex');
await mkdir(`${root}/dist`);
// The thread that parses large config files runs a script of its own, which the bundle finds beside it.
await build({
  ...options,
  entryPoints: ['@aemm/config/parse-worker'],
  outfile: 'dist/parse-worker.cjs',
});
// The control plane reads its page when a browser asks for it.
const page = new URL('control/page.html', import.meta.resolve('@aemm/server'));
await copyFile(page, `${root}/dist/page.html`);
await writeFile(`${root}/dist/main.cjs`, `// ${digest}\n${bundle}`);
await writeFile(`${root}/dist/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(metafile, root));

// With a manifest, oclif loads a command when it runs, and none to find out which there are.
const plugin = new Plugin({ root, ignoreManifest: true, isRoot: true });
await plugin.load();
await writeFile(manifestFile, JSON.stringify(plugin.manifest));
