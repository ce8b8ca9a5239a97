import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCatalog, checkHosts, checkRanges } from './lockfile-rules.ts';
import { findPackages, ROOT, readManifest, readSettings, report } from './workspace.ts';

const manifests = [readManifest(ROOT), ...findPackages().map(({ manifest }) => manifest)];

report([
  ...checkCatalog(readSettings().catalog),
  ...manifests.flatMap(checkRanges),
  ...checkHosts(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')),
]);
