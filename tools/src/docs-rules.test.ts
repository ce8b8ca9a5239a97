import { expect, test } from 'vitest';
import { findDeadLinks, findUnlisted } from './docs-rules.ts';

const pages = new Map([
  ['docs/README.md', '- [One](guides/one.md)\n- [Decisions](decisions/README.md)\n'],
  ['docs/index.md', '# Home\n'],
  ['docs/guides/one.md', '# One\n\n## Run `it`, twice\n'],
  ['docs/decisions/README.md', '1. [First](0001-first.md)\n'],
  ['docs/decisions/0001-first.md', '# First\n'],
]);

/** Those of one more page, `docs/guides/two.md`. */
function deadLinks(markdown: string): string[] {
  const all = new Map([...pages, ['docs/guides/two.md', markdown]]);
  const others = ['LICENSE', 'docs/decisions', 'examples/one'];
  return findDeadLinks(all, (path) => all.has(path) || others.includes(path));
}

test('pages in a list are found there, those of a list within the list too', () => {
  expect(findUnlisted(pages)).toEqual([]);
});

test.each([
  ['docs/guides/two.md', 'docs/README.md'],
  ['docs/decisions/0002-second.md', 'docs/decisions/README.md'],
  ['docs/plans.md', 'docs/README.md'],
])('%s, which is in no list, belongs in %s', (page, list) => {
  expect(findUnlisted(new Map([...pages, [page, '# New\n']]))).toEqual([
    `${page} is in no list: add a line for it to ${list}`,
  ]);
});

test('a page that only another page links is in no list', () => {
  const linked = new Map([
    ...pages,
    ['docs/guides/two.md', ''],
    ['README.md', '[Two](docs/guides/two.md)'],
  ]);
  expect(findUnlisted(linked)).toHaveLength(1);
});

test.each([
  '[One](one.md), [its second heading](one.md#run-it-twice), [above](#two)\n\n# Two\n',
  '[Licence](../../LICENSE), [example](../../examples/one/), [decisions](../decisions/README.md)',
  '[EC2](https://aws.amazon.com/ec2/), [us](mailto:us@example.com)',
  '`[not a link](nowhere.md)`\n\n```md\n[neither](nowhere.md)\n```\n',
])('links that lead somewhere: %s', (markdown) => {
  expect(deadLinks(markdown)).toEqual([]);
});

test.each([
  ['[Three](three.md)', 'three.md: the repository has no docs/guides/three.md'],
  ['[One](../one.md)', '../one.md: the repository has no docs/one.md'],
  ['[One](one.md#run-it)', 'one.md#run-it: docs/guides/one.md has no such heading'],
  ['[Here](#two)\n', '#two: docs/guides/two.md has no such heading'],
])('a link that leads nowhere: %s', (markdown, problem) => {
  expect(deadLinks(markdown)).toEqual([`docs/guides/two.md: ${problem}`]);
});
