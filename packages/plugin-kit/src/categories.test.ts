import { bundledCategories } from '@aemm/core';
import { expect, test } from 'vitest';
import { loadCli } from '../test/load-cli.ts';
import { collectCategories } from './index.ts';

const category = (id: string, more = ''): string =>
  `{ id: '${id}', contract: 1, description: 'x', section: 'metadata', settings: {}, leaves: [], notices: [], ${more} }`;

const SETTING = `{ type: 'string', description: 'x', default: '', allowed: 'text', schema: { '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value }) } } }`;

const answering = (expression: string): string =>
  `export const categories = async () => ${expression};`;

test('categories of plugins come after the bundled ones, in the order of their names', async () => {
  const config = await loadCli({
    'plugin-slow': `export const categories = () => new Promise((done) => setImmediate(() => done([${category('slow')}])));`,
    'plugin-a': answering(`[${category('one')}, ${category('two')}]`),
  });
  const { categories, problems } = await collectCategories(config);
  const ids = categories.map(({ id }) => id);
  expect(ids).toEqual([...bundledCategories.map(({ id }) => id), 'one', 'two', 'slow']);
  expect(problems).toEqual([]);
});

test('a plugin that fails is named with a code, and the others are served', async () => {
  const config = await loadCli({
    'plugin-good': answering(`[${category('good')}]`),
    'plugin-mute': 'export const somethingElse = 1;',
    'plugin-nonsense': answering(`'nonsense'`),
    'plugin-old': answering(`[${category('old', 'contract: 0')}]`),
    'plugin-port': answering(`[${category('rack', `settings: { port: ${SETTING} }`)}]`),
    'plugin-throws': `export const categories = async () => { throw new Error('no luck\\nat all'); };`,
    'plugin-unloadable': `throw new Error('not even loaded');`,
  });
  const { categories, problems } = await collectCategories(config);
  expect(categories.at(-1)?.id).toBe('good');
  const reports = problems
    .map(({ plugin, code, message }) => `${plugin} ${code}: ${message}`)
    .sort();
  expect(reports).toMatchInlineSnapshot(`
    [
      "plugin-mute AEMM_PLUGIN_EXPORT: ./hook.js exports no function "categories", which its package.json names as hook aemm:categories",
      "plugin-nonsense AEMM_PLUGIN_ANSWER: its hook aemm:categories must return a list of categories",
      "plugin-old AEMM_CATEGORY_CONTRACT: Category "old" is made for contract 0; this mock speaks 1.",
      "plugin-port AEMM_NAME_RESERVED: Setting "port" of category "rack" has the flag --port, which is that of server.port: give it another name.",
      "plugin-throws AEMM_PLUGIN_THREW: no luck",
      "plugin-unloadable AEMM_PLUGIN_THREW: not even loaded",
    ]
  `);
});

test('of two plugins with a category of the same id the first by name is served', async () => {
  const config = await loadCli({
    'plugin-b': answering(`[${category('rack')}]`),
    'plugin-a': answering(`[${category('rack')}]`),
  });
  const { problems } = await collectCategories(config);
  expect(problems).toMatchObject([{ plugin: 'plugin-b', code: 'AEMM_CATEGORY_DUPLICATE' }]);
});
