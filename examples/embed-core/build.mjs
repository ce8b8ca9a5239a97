import { build } from 'esbuild';

const common = { bundle: true, logLevel: 'warning', outdir: 'dist' };

await build({ ...common, entryPoints: ['src/page.ts'], platform: 'browser', format: 'iife' });
await build({ ...common, entryPoints: ['src/cli.ts'], platform: 'node', format: 'esm' });
