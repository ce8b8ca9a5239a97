const NAME = /^(@[a-z\d~][\w.~-]*\/)?[a-z\d~][\w.~-]*$/i;

/**
 * Whether npm allows a name, for new packages or as it did for old ones. The folder of a package is named by it, so
 * nothing that leads elsewhere is one. npm forbids a few more, in its own words.
 */
export function isPackageName(name: string): boolean {
  return NAME.test(name);
}
