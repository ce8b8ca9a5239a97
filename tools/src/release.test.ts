import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findPackages, ROOT, readManifest } from './workspace.ts';

const CLI = '@aemm/cli';
const COPIED = ['.changeset', 'deploy/helm', 'docs/guides', 'e2e/chart/rendered', 'package.json'];
const published = findPackages().filter(({ manifest }) => manifest.private !== true);

/** A copy of the workspace without its sources, in which the next release is made. */
const copy = mkdtempSync(join(tmpdir(), 'aemm-release-'));
const folderOf = (folder: string): string => join(copy, relative(ROOT, folder));

beforeAll(() => {
  for (const name of [...COPIED, 'pnpm-workspace.yaml', 'pnpm-lock.yaml']) copyFile(name);
  for (const { folder } of published) copyFile(join(relative(ROOT, folder), 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, args, { cwd: copy, stdio: 'pipe' });
  run(join(ROOT, 'node_modules/@changesets/cli/bin.js'), 'version');
  run(join(import.meta.dirname, 'write-chart-version.ts'));
});

afterAll(() => rmSync(copy, { recursive: true }));

function copyFile(name: string): void {
  cpSync(join(ROOT, name), join(copy, name), { recursive: true });
}

describe('the next release', () => {
  test.each(published.map(({ manifest, folder }) => [manifest.name, folder]))(
    '%s is at its first stable version or beyond, as its changelog states',
    (name, folder) => {
      const { version = '' } = readManifest(folderOf(folder));
      const [major = 0] = version.split('.').map(Number);
      const changelog = readFileSync(join(folderOf(folder), 'CHANGELOG.md'), 'utf8');
      expect(major).toBeGreaterThanOrEqual(name === CLI ? 2 : 1);
      expect(changelog.split('\n').slice(0, 3)).toEqual([`# ${name}`, '', `## ${version}`]);
    },
  );

  test('the chart, its image and the guides have the version of the command line', () => {
    const { version } = readManifest(join(copy, 'apps/cli'));
    const chart = join(copy, 'deploy/helm/amazon-ec2-metadata-mock/Chart.yaml');
    const guide = readFileSync(join(copy, 'docs/guides/kubernetes.md'), 'utf8');
    expect(parse(readFileSync(chart, 'utf8'))).toMatchObject({ version, appVersion: version });
    expect(guide).toContain(`aemm/ec2-metadata-mock:${version}`);
  });
});
