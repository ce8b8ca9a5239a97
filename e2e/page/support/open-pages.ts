import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { launchChromium } from './chromium.ts';
import type { Watched, WatchedOptions } from './mock.ts';
import { startWatched } from './mock.ts';

/** A mock with a browser that has no page of it yet. */
export interface Opened {
  readonly watched: Watched;
  readonly context: BrowserContext;
  /** Opens a page of it. */
  open(address?: string): Promise<Page>;
}

/** Launches a browser for the tests of a group: each starts a mock of its own, and opens pages of it. */
export function usePages(): (options?: WatchedOptions) => Promise<Opened> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser.close());
  return async (options) => {
    const [watched, context] = await Promise.all([startWatched(options), browser.newContext()]);
    context.setDefaultTimeout(15_000);
    onTestFinished(async () => {
      await context.close();
      await watched.mock.close();
    });
    return {
      watched,
      context,
      async open(address = '') {
        const page = await context.newPage();
        await page.goto(`${watched.pageUrl}/${address}`);
        return page;
      },
    };
  };
}

/** Waits until a page shows what happens. */
export function isLive(page: Page): Promise<void> {
  return page.getByText('live', { exact: true }).waitFor();
}
