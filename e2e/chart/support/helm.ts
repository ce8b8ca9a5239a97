import { execFileSync, spawnSync } from 'node:child_process';
import { stringify } from 'yaml';
import type { Case } from '../cases.ts';
import { CHART, digestOf, TESTS } from './chart.ts';
import type { Manifest } from './manifests.ts';
import { parseManifests } from './manifests.ts';

const OPTIONS = { cwd: TESTS, encoding: 'utf8', timeout: 30_000 } as const;

/** Whether there is a Helm to render with. */
export const hasHelm = spawnSync('helm', ['version'], OPTIONS).status === 0;

/** Renders the chart, in the form in which renderings are kept: nothing of it depends on the version of Helm. */
export function render(installed: Case): string {
  const { release, flags } = installed;
  const typed = ['template', release, CHART, '--namespace', 'default', ...flags];
  const documents = parseManifests(execFileSync('helm', typed, OPTIONS)).sort(byKindAndName);
  return [
    `# helm template ${release} CHART ${flags.join(' ')}`.trimEnd(),
    `# digest: ${digestOf(installed)}\n`,
  ]
    .join('\n')
    .concat(...documents.map((manifest) => `---\n${stringify(manifest, { lineWidth: 0 })}`));
}

export function lint(): string {
  return execFileSync('helm', ['lint', '--strict', CHART], OPTIONS);
}

function byKindAndName(one: Manifest, other: Manifest): number {
  return identify(one) < identify(other) ? -1 : 1;
}

function identify({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}
