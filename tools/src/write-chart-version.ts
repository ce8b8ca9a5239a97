import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from './workspace.ts';

/** Where the version of the command line stands outside of its package, as text. */
const FILES = [
  'deploy/helm/amazon-ec2-metadata-mock/Chart.yaml',
  'docs/guides/*.md',
  'e2e/chart/rendered/*.yaml',
];
const VERSION =
  /(^(?:appV|v)ersion: "?|\/ec2-metadata-mock:|chart: amazon-ec2-metadata-mock-|io\/version: "?)\d+\.\d+\.\d+/gm;

const root = process.cwd();
const { version = '' } = readManifest(join(root, 'apps/cli'));
for (const file of globSync(FILES, { cwd: root }).map((name) => join(root, name))) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(VERSION, `$1${version}`));
}
