import { join } from 'node:path';
import { bundledCategories } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';

const use = (name: string) => bundle(`export { ${name} } from '@aemm/core';`);
const named = (files: readonly string[], part: string) =>
  files.filter((file) => file.includes(part));

const CATEGORIES = join(import.meta.dirname, '../node_modules/@aemm/core/dist/categories');

describe('a bundle that uses', () => {
  test('a path alone has neither zod nor a category, nor anything else', async () => {
    const { code, files } = await use('normalizePath');
    expect(named(files, 'dist/')).toEqual([expect.stringMatching(/core\/dist\/text\/path\.js$/)]);
    expect(code).not.toMatch(/zod|ami-id|baskinc/i);
    expect(code.length).toBeLessThan(3000);
  });

  test('the service without the bundled categories has none of them', async () => {
    const { files } = await use('createImds');
    expect(named(files, 'core/dist/serve/imds.js')).toHaveLength(1);
    expect(named(files, 'categories')).toEqual([]);
  });

  test('the bundled categories has them all', async () => {
    const { files } = await use('bundledCategories');
    expect(named(files, 'core/dist/categories/')).not.toEqual([]);
  });

  const isPlain = ({ settings, actions }: (typeof bundledCategories)[number]): boolean =>
    Object.keys({ ...settings, ...actions }).length === 0;

  test.each(bundledCategories.filter(isPlain))(
    'the category $id has no zod, since it has neither settings nor actions',
    async ({ id }) => {
      const { files } = await bundle(`export * from '${CATEGORIES}/${id}/index.js';`);
      expect(named(files, `${id}/index.js`)).toHaveLength(1);
      expect(named(files, 'zod')).toEqual([]);
    },
  );

  test('three categories have any', () => {
    const others = bundledCategories.filter((category) => !isPlain(category));
    expect(others.map(({ id }) => id)).toEqual(['iam', 'container-credentials', 'tags']);
  });

  test('the schema of an instance has zod', async () => {
    expect(named((await use('InstanceSchema')).files, 'zod')).not.toEqual([]);
  });
});
