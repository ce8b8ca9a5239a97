import { describe, expect, test } from 'vitest';
import { readExamples, run } from './documents.ts';

describe.each(['packages/core/README.md', 'docs/guides/embed-core.md'])('%s', (document) => {
  // Installing needs a registry; that the package can be installed is tested from its tarball.
  const examples = readExamples(document).filter(({ code }) => !code.startsWith('npm install '));

  test.each(examples.map((example, index) => ({ ...example, number: index + 1 })))(
    'example $number, in $language, prints what it says',
    (example) => {
      expect(example.output).toBeDefined();
      expect(run(example)).toBe(example.output);
    },
  );

  test('has examples', () => {
    expect(examples).not.toEqual([]);
  });
});
