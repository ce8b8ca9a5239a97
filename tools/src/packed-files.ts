/** Files every tarball brings besides what it was built for. */
const EXPECTED = ['LICENSE', 'README.md', 'package.json'];
const SHIPPED = [/^(bin|dist)\//, /^oclif\.manifest\.json$/, /^CHANGELOG\.md$/];

/** What is missing from a tarball, or has no business in it. */
export function checkPackedFiles(files: readonly string[]): string[] {
  const missing = EXPECTED.filter((file) => !files.includes(file));
  const unexpected = files.filter((file) => !EXPECTED.includes(file) && !isShipped(file));
  return [
    ...missing.map((file) => `${file} is missing from the tarball`),
    ...unexpected.map((file) => `${file} does not belong in the tarball`),
  ];
}

/** Compiled files whose source is gone: nothing removes them from dist but a person. */
export function findStale(files: readonly string[], sources: readonly string[]): string[] {
  return files
    .filter((file) => file.startsWith('dist/') && file.endsWith('.js'))
    .filter((file) => !sources.includes(file.replace(/^dist\/(.*)\.js$/, 'src/$1.ts')))
    .map((file) => `${file} has no source any more: remove dist and build again`);
}

function isShipped(file: string): boolean {
  return SHIPPED.some((pattern) => pattern.test(file)) && !/\.test(-d)?\./.test(file);
}
