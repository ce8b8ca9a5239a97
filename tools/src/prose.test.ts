import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBareEndpoints, findPrivateNames, findPrivateWords } from './prose.ts';

const ROOT = join(import.meta.dirname, '../..');
const pages = globSync(['*.md', '.changeset/*.md', 'docs/**/*.md', 'packages/*/README.md'], {
  cwd: ROOT,
}).sort();

test('private words are found in prose, not in code', () => {
  const page =
    'Whoever runs `told` is no fool.\n\n```js\nnobody();\n```\n\nThere is no way it is no longer mended.\n';
  expect(findPrivateWords(page)).toEqual(['1: Whoever', '1: is no fool', '7: mended']);
});

test('private words are found in comments, texts and names of code', () => {
  const code =
    '// Who is told.\nconst isTold = `this is no time`;\nconst UNSAID_KEY = forward(hasTerminal);\nthere.is(no);\n';
  expect(findPrivateNames(code)).toEqual(['1: told', '2: Told', '2: is no time', '3: UNSAID']);
});

test('an endpoint without a slash at its end is found', () => {
  const variable = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
  expect(findBareEndpoints(`\`${variable}=http://a:1/\`.\n${variable}: http://b:1\n`)).toEqual([
    'http://b:1',
  ]);
});

test('there are pages to check', () => {
  expect(pages.length).toBeGreaterThan(40);
});

test.each(pages)('%s ends the endpoint variable with a slash', (page) => {
  expect(findBareEndpoints(readFileSync(join(ROOT, page), 'utf8'))).toEqual([]);
});
