/** How esbuild hands over a module: an object whose one method, named like the file, runs it. */
const NAMED_MODULE = /\b(__esm|__commonJS)\(\{(async )?"[^"]+"\(/g;

/**
 * Gives the functions of all modules in a bundle the same name, for which V8 makes one hidden class. Each name of its own
 * takes another, and hundreds of them a thirtieth of a start.
 */
export function withoutModuleNames(bundle: string): string {
  const unnamed = bundle.replaceAll(
    NAMED_MODULE,
    (_, helper: string, async = '') => `${helper}({${async}run(`,
  );
  if (unnamed === bundle) throw new Error('esbuild no longer names modules in this way.');
  return unnamed;
}
