import type { Manifest } from './workspace.ts';

/** Files every tarball brings besides what it was built for. */
const ALWAYS = ['LICENSE', 'README.md', 'package.json'];
const SHIPPED = [/^(bin|dist|schemas)\//, /^CHANGELOG\.md$/];

/** Without it, oclif runs a plugin's code at each start to learn which commands it has. */
const OCLIF_MANIFEST = 'oclif.manifest.json';

/** What is missing from a tarball, or has no business in it. */
export function checkPackedFiles(files: readonly string[], { oclif }: Manifest): string[] {
  const expected = oclif === undefined ? ALWAYS : [...ALWAYS, OCLIF_MANIFEST];
  const missing = expected.filter((file) => !files.includes(file));
  const unexpected = files.filter((file) => !expected.includes(file) && !isShipped(file));
  return [
    ...missing.map((file) => `${file} is missing from the tarball`),
    ...unexpected.map((file) => `${file} does not belong in the tarball`),
  ];
}

/** Compiled files whose source is gone: nothing removes them from dist but a person. */
export function findStale(files: readonly string[], sources: readonly string[]): string[] {
  return files
    .filter((file) => file.startsWith('dist/') && file.endsWith('.js'))
    .filter((file) => !sources.includes(file.replace(/^dist\/(?:cjs\/)?(.*)\.js$/, 'src/$1.ts')))
    .map((file) => `${file} has no source any more: remove dist and build again`);
}

function isShipped(file: string): boolean {
  return SHIPPED.some((pattern) => pattern.test(file)) && !/\.test(-d)?\./.test(file);
}
