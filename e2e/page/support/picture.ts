import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const PUBLIC = join(import.meta.dirname, '../../../docs/public');

/** Where the picture of the page is that the guide shows. */
export function pictureFile(appearance: string): string {
  return join(PUBLIC, `page-${appearance}.webp`);
}

/** Takes the picture that the guide shows. */
export async function takePicture(page: Page, appearance: string): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
  writeFileSync(pictureFile(appearance), Buffer.from(data, 'base64'));
}
