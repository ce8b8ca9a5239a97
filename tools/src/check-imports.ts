import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkEntries } from './entry-reach.ts';
import { findImports } from './find-imports.ts';
import { findSources } from './find-sources.ts';
import { checkImport, checkManifest } from './import-rules.ts';
import type { WorkspacePackage } from './workspace.ts';
import { findPackages, ROOT, report } from './workspace.ts';

function checkSources({ folder, manifest }: WorkspacePackage): string[] {
  return findSources(folder).flatMap((file) => {
    const path = join(folder, file);
    return findImports(file, readFileSync(path, 'utf8')).flatMap((specifier) => {
      const problem = checkImport({ manifest, file, specifier });
      return problem === undefined ? [] : [`${relative(ROOT, path)}: "${specifier}": ${problem}`];
    });
  });
}

function checkReach({ folder, manifest }: WorkspacePackage): string[] {
  return checkEntries(manifest, (file) =>
    findImports(file, readFileSync(join(folder, file), 'utf8')),
  );
}

report(
  findPackages().flatMap((each) => [
    ...checkManifest(each.manifest),
    ...checkSources(each),
    ...checkReach(each),
  ]),
);
