import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The file of a package that its licence asks to be passed on. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-]|$)/i;

/** The folder of the package that a file in a bundle is from; none for our own. */
const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The notices that the licences of bundled packages require in every copy of the bundle. */
export function thirdPartyNotices({ outputs }: Metafile, root: string): string {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(files.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []));
  const notices = [...folders]
    .map((folder) => describe(join(root, folder)))
    .sort((one, other) => (one < other ? -1 : 1));
  const introduction = 'This program contains the following packages of others.';
  return `${[introduction, ...new Set(notices)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function describe(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${folder} is not a package.`);
  const { name, version, license }: Manifest = JSON.parse(readFileSync(manifest, 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (license === undefined && texts.length === 0) throw new Error(`${name} has no licence.`);
  return [`${name} ${version}, ${license ?? 'see below'}`, ...texts].join('\n\n');
}
