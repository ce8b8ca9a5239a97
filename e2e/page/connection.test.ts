import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { NO_CHROMIUM } from './support/chromium.ts';
import { isLive, usePages } from './support/open-pages.ts';

/** Chromium opens so many connections to one origin. */
const CONNECTIONS = 6;

const LATE = 'The mock has not answered for 10 seconds.';

describe.skipIf(NO_CHROMIUM !== '')(`the connection of the page${NO_CHROMIUM}`, () => {
  const start = usePages();

  test('is given up while the page cannot be seen, so that many pages can be open', async () => {
    const { watched, open } = await start();
    const first = await open();
    await isLive(first);
    await show(first, false);
    for (let count = 0; count < CONNECTIONS; count++) {
      const page = await open();
      await isLive(page);
      await show(page, false);
    }
    const { control } = watched.mock;
    control.patchInstance({ id: 'i-0aaaaaaaaaaaaaaa1' });
    await show(first, true);
    await first.getByText('i-0aaaaaaaaaaaaaaa1', { exact: true }).waitFor();
    control.patchInstance({ id: 'i-0aaaaaaaaaaaaaaa2' });
    await first.getByText('i-0aaaaaaaaaaaaaaa2', { exact: true }).waitFor();
    expect(await first.getByRole('status').textContent()).toBe('');
  });

  test('that is not to be had is reported, by the page and by what one asks for', async () => {
    const { watched, context, open } = await start();
    const first = await open();
    await isLive(first);
    for (let count = 2; count < CONNECTIONS; count++) await isLive(await open());
    const last = await context.newPage();
    for (const page of [first, last]) await page.clock.install();
    // It has the last connection for its stream, and none to read anything by.
    const asked = last.waitForRequest(`${watched.pageUrl}/v1/state`);
    await last.goto(watched.pageUrl);
    await asked;
    await first.getByRole('button', { name: '+1m', exact: true }).click();
    for (const page of [first, last]) {
      await page.clock.fastForward('00:11');
      await page.getByRole('status').getByText(LATE).waitFor();
    }
  });

  test('is tried again and again when it is lost, which is announced once', async () => {
    const { watched, open } = await start();
    const page = await open();
    await isLive(page);
    const heard = await page.evaluateHandle(`(() => {
      const heard = [];
      const lines = document.querySelector('[role=status]');
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const { textContent } of addedNodes) heard.push(textContent);
      }).observe(lines, { childList: true });
      return heard;
    })()`);
    await watched.mock.close();
    for (let tries = 0; tries < 3; tries++) await page.waitForEvent('requestfailed');
    expect(await heard.jsonValue()).toEqual([
      'The mock has ended. Trying to reach it again.',
      'The mock does not answer. Trying to reach it again.',
    ]);
  });

  test('shows nothing but itself until everything was read', async () => {
    const { context, open } = await start();
    let answer = (): void => {};
    const isReady = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await context.route('**/v1/state', async (route) => {
      await isReady;
      await route.continue();
    });
    const page = await open();
    await page.getByText('connecting', { exact: true }).waitFor();
    expect(await page.getByRole('main').count()).toBe(0);
    answer();
    await page.getByRole('main').waitFor();
  });

  test('is made with a token that a request can carry, and with no other', async () => {
    const { open } = await start({ token: 'secret' });
    const page = await open();
    const dialog = page.getByRole('dialog', { name: 'Control token' });
    const enter = async (token: string) => {
      await dialog.getByLabel('Token').fill(token);
      await dialog.getByRole('button', { name: 'Connect' }).click();
    };
    await enter('пароль');
    await dialog.getByText('Allowed: printable ASCII.').waitFor();
    await page.reload();
    await enter(' secret ');
    await isLive(page);
  });

  test('is to the instance that the address names, encoded or as a person types it', async () => {
    const match = '10.0.0.0/16';
    const id = 'i-0aaaaaaaaaaaaaaa1';
    const { open } = await start({
      fleet: { by: 'client', instances: [{ match, instance: { id } }] },
    });
    for (const address of [match, encodeURIComponent(match)]) {
      const page = await open(`#${address}`);
      await page.getByText(id, { exact: true }).waitFor();
    }
    const page = await open('#50%');
    await page.getByText('50%').first().waitFor();
  });
});

/** Makes a page be, or not be, the one in front of its window, as its document learns of it. */
function show(page: Page, isShown: boolean): Promise<void> {
  return page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${!isShown} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
