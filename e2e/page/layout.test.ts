import type { Control } from '@aemm/core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findViolations } from './support/accessibility.ts';
import { NO_CHROMIUM } from './support/chromium.ts';
import type { Watched } from './support/mock.ts';
import { isLive, usePages } from './support/open-pages.ts';

/** Windows and telephones: down to what WCAG 1.4.10 asks for. */
const WIDTHS = [1400, 1000, 640, 320];

/** As long as the key of a tag can be, with no place to break it. */
const LONG = 'x'.repeat(128);

describe.skipIf(NO_CHROMIUM !== '')(`the layout of the page${NO_CHROMIUM}`, () => {
  const start = usePages();

  test.each([
    ['of a plain mock', () => {}],
    ['of long names and values', enterLongTexts],
  ])('%s fits every width', async (_, enter: (page: Page, watched: Watched) => unknown) => {
    const { watched, open } = await start();
    const page = await open();
    await isLive(page);
    await enter(page, watched);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const isOpen of [false, true]) {
        await page.evaluate(
          `for (const each of document.querySelectorAll('details')) each.open = ${isOpen}`,
        );
        expect(await page.evaluate(OVERFLOWING), `${width} wide`).toEqual([]);
        expect(await page.evaluate(NARROWEST), `${width} wide`).toBeGreaterThan(100);
      }
    }
    expect(await findViolations(page)).toEqual([]);
  });
});

/** Long texts wherever a person may enter them, and a refusal that repeats one. */
async function enterLongTexts(page: Page, { url, mock }: Watched): Promise<void> {
  const control: Control = mock.control;
  control.act('tags', 'set', { name: LONG, value: LONG });
  control.fault({ name: LONG.slice(0, 64), path: `/latest/${LONG}`, status: 503, body: LONG });
  control.scenario.play([{ at: '1m', do: 'reset' }], { name: LONG });
  control.set(`/latest/meta-data/${LONG}`, LONG);
  await fetch(`${url}/latest/${LONG}`, { headers: { 'user-agent': LONG } });
  const group = page.getByRole('group', { name: 'Tags', exact: true });
  await group.getByText('Remove', { exact: true }).first().click();
  await group.getByRole('form', { name: 'tags remove' }).getByLabel('Name').fill('y');
  await group.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('status').getByText(LONG).waitFor();
  await page.getByRole('row').filter({ hasText: LONG }).waitFor();
}

/** The elements that are too narrow for what is in them, but those that one can scroll. */
const OVERFLOWING = `[document.documentElement, ...document.querySelectorAll('body *')]
  .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
  .filter((each) => getComputedStyle(each).overflowX === 'visible')
  .map((each) => each.tagName + ' ' + each.className + ' ' + each.textContent.slice(0, 40))`;

/** How narrow the narrowest value of a panel is, or the text of a row. */
const NARROWEST = `Math.min(
  ...[...document.querySelectorAll('dd, .rows > li > :first-child')].map((each) => each.clientWidth),
)`;
