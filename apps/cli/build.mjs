import { rm, writeFile } from 'node:fs/promises';
import { Plugin } from '@oclif/core/config';
import { build } from 'esbuild';
import { ALIASES, startUp } from './build/start-up.ts';
import { thirdPartyNotices } from './build/third-party-notices.ts';

// CommonJS dependencies inside an ES module bundle still call require and read __dirname.
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { dirname as __pathDirname } from 'node:path';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('');

/** Reached only by who runs a plugin of oclif from its TypeScript source, or by features of fastify that are off. */
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
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts', 'src/commands.ts'],
  outdir: 'dist',
  bundle: true,
  metafile: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // The UMD build of jsonc-parser, its "main", requires its parts in a way that no bundler follows.
  mainFields: ['module', 'main'],
  banner: { js: banner },
  minifySyntax: true,
  minifyWhitespace: true,
  alias: ALIASES,
  external: NEVER_REACHED,
  plugins: [startUp],
  logLevel: 'warning',
});

await writeFile(`${root}/dist/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(metafile, root));

// With a manifest, oclif loads a command when it runs, and none to find out which there are.
const plugin = new Plugin({ root, ignoreManifest: true, isRoot: true });
await plugin.load();
await writeFile(manifestFile, JSON.stringify(plugin.manifest));
