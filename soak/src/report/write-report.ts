import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Findings } from './page.ts';
import { renderPage } from './page.ts';
import { drawPicture } from './picture.ts';

/** Where a report goes. */
export interface Place {
  readonly page: string;
  readonly pictures: string;
}

const ROOT = join(import.meta.dirname, '../../..');

/** Beside the package, where Git does not see it. */
export const OWN: Place = {
  page: join(ROOT, 'soak/reports'),
  pictures: join(ROOT, 'soak/reports'),
};

/** Among the pages of the documentation. */
export const PUBLISHED: Place = {
  page: join(ROOT, 'docs/reference'),
  pictures: join(ROOT, 'docs/public'),
};

/** Writes the page and its pictures; returns the file of the page. */
export function writeReport(findings: Findings, place: Place): string {
  for (const folder of Object.values(place)) mkdirSync(folder, { recursive: true });
  for (const appearance of ['light', 'dark'] as const) {
    const file = join(place.pictures, `soak-${appearance}.svg`);
    writeFileSync(file, drawPicture(findings.runs, appearance));
  }
  const page = join(place.page, 'soak.md');
  writeFileSync(
    page,
    renderPage(findings, relative(place.page, join(place.pictures, 'x')).slice(0, -1)),
  );
  return page;
}
