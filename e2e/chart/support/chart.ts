import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from '../cases.ts';

/** The folder of these tests, from which cases name their files. */
export const TESTS = join(fileURLToPath(import.meta.url), '../..');

export const CHART = join(TESTS, '../../deploy/helm/amazon-ec2-metadata-mock');

export function readChart(path: string): string {
  return readFileSync(join(CHART, path), 'utf8');
}

/** The files that Helm renders with, each by its path in the chart. */
export function chartFiles(): string[] {
  return globSync(['Chart.yaml', 'values.yaml', 'values.schema.json', 'templates/**/*.*'], {
    cwd: CHART,
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** What a release changes in the renderings as well: tools/src/write-chart-version.ts. */
const VERSIONS = /^(?:appV|v)ersion: .*$/gm;

/** The digest of all that a rendering comes from: the chart, the flags and the files of values that they name. */
export function digestOf({ release, flags }: Case): string {
  const hash = createHash('sha256').update(JSON.stringify([release, flags]));
  for (const path of chartFiles()) {
    const text = readChart(path);
    const isChart = path === 'Chart.yaml';
    hash.update(`\n${path}\n`).update(isChart ? text.replaceAll(VERSIONS, '') : text);
  }
  for (const path of flags.filter((flag) => flag.startsWith('values/'))) {
    hash.update(readFileSync(join(TESTS, path), 'utf8'));
  }
  return hash.digest('hex');
}
