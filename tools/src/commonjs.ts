/** What `import.meta.url` is in CommonJS. */
const URL_OF_FILE = "require('node:url').pathToFileURL(__filename).href";

/**
 * Replaces the one part of an ES module that `tsc` leaves in CommonJS as it is, where it would be a syntax error.
 *
 * @throws Error for another use of `import.meta`
 */
export function replaceImportMeta(file: string, code: string): string {
  const replaced = code.replaceAll(/\bimport\.meta\.url\b/g, URL_OF_FILE);
  if (/\bimport\.meta\b/.test(replaced)) {
    throw new Error(`${file}: CommonJS has import.meta.url, and nothing else of import.meta`);
  }
  return replaced;
}
