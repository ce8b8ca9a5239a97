import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file with that many leaves and a marker, put in place whole. */
export function writeLeaves(folder: string, count: number, marker: string): string {
  const names = Array.from({ length: count }, (_, index) => `leaf-${index}`);
  const values = { marker, ...Object.fromEntries(names.map((name) => [name, `value of ${name}`])) };
  const paths = Object.fromEntries(
    Object.keys(values).map((name, index) => [name, pathOf(name, index)]),
  );
  const file = join(folder, `leaves-${count}.json`);
  writeFileSync(`${file}.new`, JSON.stringify({ metadata: { paths, values } }));
  renameSync(`${file}.new`, file);
  return file;
}

function pathOf(name: string, index: number): string {
  return name === 'marker'
    ? '/latest/meta-data/marker'
    : `/latest/meta-data/many/${Math.floor(index / 100)}/${name}`;
}
