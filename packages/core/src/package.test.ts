import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

test('the package depends on zod alone', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['zod']);
  expect(manifest).not.toHaveProperty('peerDependencies');
  expect(manifest).not.toHaveProperty('optionalDependencies');
});
