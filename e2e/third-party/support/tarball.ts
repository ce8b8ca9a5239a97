import { createReadStream, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';

/** What this registry reads of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The manifest inside a tarball, where the workspace's own notations have become versions. */
export async function readPackedManifest(tarball: string): Promise<Manifest> {
  const entries = createReadStream(tarball).pipe(createGunzip()).pipe(extract());
  let text = '';
  for await (const entry of entries) {
    const isManifest = entry.header.name === 'package/package.json';
    for await (const chunk of entry) if (isManifest) text += chunk;
  }
  return JSON.parse(text);
}

/** A tarball of an installed package, made while it is sent. */
export function packInstalled(folder: string): Readable {
  const archive = pack();
  for (const name of globSync(['**/*', '**/.*'], {
    cwd: folder,
    exclude: (path) => path === 'node_modules',
  })) {
    const file = join(folder, name);
    const { mode, ...stat } = statSync(file);
    if (!statSync(file).isFile()) continue;
    archive.entry(
      { name: `package/${name.replaceAll('\\', '/')}`, mode, mtime: stat.mtime },
      readFileSync(file),
    );
  }
  archive.finalize();
  return archive.pipe(createGzip({ level: 1 }));
}
