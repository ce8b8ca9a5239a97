import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

// CommonJS dependencies inside an ES module bundle still call require and read __dirname.
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { dirname as __pathDirname } from 'node:path';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('');

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts', 'src/commands.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // The UMD build of jsonc-parser, its "main", requires its parts in a way that no bundler follows.
  mainFields: ['module', 'main'],
  banner: { js: banner },
  // oclif reaches for these only when it runs a plugin from its TypeScript source.
  external: ['typescript', 'ts-node', 'tsx', 'pnpapi'],
  logLevel: 'warning',
});
