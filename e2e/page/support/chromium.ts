import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const PLACE = '/usr/bin/chromium';

/** Why nothing can be seen here; empty: it can. */
export const NO_CHROMIUM = existsSync(PLACE) ? '' : ` (skipped: there is no ${PLACE})`;

/** It asks nothing of anybody but the page. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium with a profile of its own, without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PLACE, args: QUIET });
}
