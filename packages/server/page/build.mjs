import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const PAGE = import.meta.dirname;
const DIST = join(PAGE, '../dist');

/** Beside the module that serves it, in each of the two builds. */
const PLACES = ['control/page.html', 'cjs/control/page.html'];

/** The first ones that know `light-dark()` of CSS. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

/** @param {string} file */
async function bundle(file) {
  const { outputFiles } = await build({
    absWorkingDir: PAGE,
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: BROWSERS,
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text.trim()).join('');
}

const [script, style] = await Promise.all([bundle('main.ts'), bundle('style/index.css')]);
const page = readFileSync(join(PAGE, 'index.html'), 'utf8')
  .replace('<link rel="stylesheet" href="style/index.css">', () => `<style>${style}</style>`)
  .replace('<script src="main.ts"></script>', () => `<script>${script}</script>`);
for (const place of PLACES) writeFileSync(join(DIST, place), page);
