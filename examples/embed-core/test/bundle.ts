import { join } from 'node:path';
import { build } from 'esbuild';

/** A bundle for browsers. */
export interface Bundle {
  readonly code: string;
  /** The files that something of is in it. */
  readonly files: readonly string[];
}

/** Bundles a module as a script for browsers, whose exports are in the global `bundle`. */
export async function bundle(contents: string, { minify = false } = {}): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '../src'), sourcefile: 'entry.js' },
    bundle: true,
    minify,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'bundle',
  });
  const outputs = Object.values(metafile.outputs);
  const files = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    ),
  );
  return { code: outputFiles.map(({ text }) => text).join(''), files };
}
