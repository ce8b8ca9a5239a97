import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { findDeadLinks, findUnlisted } from './docs-rules.ts';
import { ROOT, report } from './workspace.ts';

/** Folders that hold no page of ours. */
const EXCLUDED: readonly string[] = ['node_modules', 'dist', 'reports', '.changeset'];

const paths = globSync('**/*.md', {
  cwd: ROOT,
  exclude: (path) => EXCLUDED.includes(basename(path)),
});
const pages = new Map(
  paths
    .sort()
    .map((path) => [path.split(sep).join('/'), readFileSync(join(ROOT, path), 'utf8')] as const),
);

report([...findUnlisted(pages), ...findDeadLinks(pages, (path) => existsSync(join(ROOT, path)))]);
