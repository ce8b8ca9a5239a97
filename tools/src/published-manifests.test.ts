import { expect, test } from 'vitest';
import { findPackages } from './workspace.ts';

test('every published package asks for provenance, as SECURITY.md promises', () => {
  const published = findPackages().filter(({ manifest }) => manifest.private !== true);
  const settings = published.map(({ manifest: { name, publishConfig } }) => [name, publishConfig]);

  expect(published.length).toBeGreaterThan(0);
  expect(settings).toEqual(
    published.map(({ manifest: { name } }) => [name, { access: 'public', provenance: true }]),
  );
});
