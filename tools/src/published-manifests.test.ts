import { expect, test } from 'vitest';
import { findPackages, readSettings } from './workspace.ts';

/** Scripts that npm runs on the machine of the user who installs a package. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

const published = findPackages()
  .map(({ manifest }) => manifest)
  .filter((manifest) => manifest.private !== true);
const { catalog } = readSettings();

test('every published package asks for provenance, as SECURITY.md promises', () => {
  const settings = published.map(({ name, publishConfig }) => [name, publishConfig]);

  expect(published.length).toBeGreaterThan(0);
  expect(settings).toEqual(
    published.map(({ name }) => [name, { access: 'public', provenance: true }]),
  );
});

test('no published package runs a script where it is installed', () => {
  const found = published.flatMap(({ name, scripts = {} }) =>
    INSTALL_SCRIPTS.filter((script) => script in scripts).map((script) => `${name} ${script}`),
  );
  expect(found).toEqual([]);
});

test('what an installation brings is known: see the change of this snapshot in a review', async () => {
  const lines = published.flatMap((manifest) =>
    (['dependencies', 'optionalDependencies', 'peerDependencies'] as const).flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}).map(
        ([name, range]) =>
          `${manifest.name} ${kind} ${name} ${range === 'catalog:' ? catalog[name] : range}\n`,
      ),
    ),
  );
  await expect(lines.sort().join('')).toMatchFileSnapshot('../published-dependencies.txt');
});
