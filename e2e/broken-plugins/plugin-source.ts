import type { Files } from '@aemm/testing';

/** The manifest of a plugin whose code is in one file. */
export function manifest(name: string, more: object = {}): object {
  return {
    name,
    version: '1.0.0',
    type: 'module',
    exports: './plugin.js',
    oclif: {
      hooks: { 'aemm:categories': { target: './plugin.js', identifier: 'categories' } },
      ...more,
    },
  };
}

/** A plugin that answers the hook with what an expression comes to. */
export function answering(name: string, expression: string): Files {
  return plugin(name, `export const categories = async () => ${expression};`);
}

/** A plugin of one file. */
export function plugin(name: string, source: string, more: object = {}): Files {
  return { [`${name}/package.json`]: manifest(name, more), [`${name}/plugin.js`]: source };
}

/** The source of a category, made without our packages: what is not given is valid. */
export function category(id: string, more = ''): string {
  return `{ id: '${id}', contract: 1, description: 'broken', section: 'metadata', settings: {}, leaves: [], notices: [], ${more} }`;
}

/** A path below the root of a version, as categories have it. */
export function relative(path: string): string {
  return path.replace(/^\/latest\//, '');
}

/** The source of a leaf. */
export function leaf(key: string, path: string, value = "'fine'"): string {
  return `{ key: '${key}', path: '${relative(path)}', value: ${value} }`;
}
