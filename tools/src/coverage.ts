import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackages } from './workspace.ts';

const MEASURES = ['statements', 'branches', 'functions', 'lines'] as const;

type Summary = Readonly<Record<(typeof MEASURES)[number], { readonly pct: number }>>;

const FLAGS = [
  '--coverage.enabled',
  '--coverage.include=src/**/*.ts',
  '--coverage.exclude=**/*.test*.ts',
  '--coverage.reporter=html',
  '--coverage.reporter=json-summary',
];

const rows: string[] = [];
for (const { folder, manifest } of findPackages()) {
  if (manifest.private === true) continue;
  rows.push(`| \`${manifest.name}\` | ${measure(folder).join(' | ')} |`);
}
const title = ['package', ...MEASURES];
process.stdout.write(
  [`| ${title.join(' | ')} |`, `|${' --- |'.repeat(title.length)}`, ...rows, ''].join('\n'),
);

/** Runs the tests of a package, and returns what they reach of its source, in percent. */
function measure(folder: string): string[] {
  const { status } = spawnSync('npm', ['test', '--', ...FLAGS], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
  const summary = readFileSync(join(folder, 'coverage/coverage-summary.json'), 'utf8');
  const { total } = JSON.parse(summary) as { readonly total: Summary };
  return MEASURES.map((name) => `${total[name].pct.toFixed(1)} %`);
}
