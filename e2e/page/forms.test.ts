import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { NO_CHROMIUM } from './support/chromium.ts';
import { isLive, usePages } from './support/open-pages.ts';

describe.skipIf(NO_CHROMIUM !== '')(`the forms of the page${NO_CHROMIUM}`, () => {
  const start = usePages();

  /** Opens a page of a mock of its own. */
  const open = async () => {
    const mock = await start();
    const page = await mock.open();
    await isLive(page);
    return { page, control: mock.watched.mock.control };
  };

  test('show the field that is wrong, also one of those that are a step away', async () => {
    const { page } = await open();
    const form = await openForm(page, 'Add fault');
    await form.getByText('More fields').click();
    await form.getByLabel('Share').fill('7');
    await form.getByText('More fields').click();
    await form.getByRole('button').click();
    await form.getByLabel('Share').waitFor();
    expect(await isFocused(form.getByLabel('Share'))).toBe(true);
  });

  test.each(['Set path', 'Remove path'])('%s needs a path', async (title) => {
    const { page, control } = await open();
    const form = await openForm(page, title);
    await form.getByRole('button').click();
    expect(await isFocused(form.getByLabel('Path'))).toBe(true);
    for (const [path, reason] of [
      ['/', 'The path "/"'],
      ['/../faults', 'The path "/../faults"'],
    ] as const) {
      await form.getByLabel('Path').fill(path);
      await form.getByRole('button').click();
      await form.getByText(reason).waitFor();
    }
    await form.getByLabel('Path').fill('latest/meta-data/mac');
    await form.getByRole('button').click();
    await page.getByText(`Done: ${title}`).waitFor();
    const value = title === 'Set path' ? '' : null;
    expect(control.imds.changes).toEqual([{ kind: 'path', path: '/latest/meta-data/mac', value }]);
  });

  test.each(['{type: m5}', '{"type": 5}'])('marks %s, a body that is refused', async (body) => {
    const { page } = await open();
    const form = await openForm(page, 'Patch instance');
    await form.getByLabel('Body').fill(body);
    await form.getByRole('button').click();
    await form.locator('[aria-invalid="true"]').waitFor();
    await form.getByLabel('Body').fill('{"type": "m5.large"}');
    await form.getByRole('button').click();
    await page.getByText('m5.large', { exact: true }).waitFor();
    expect(await form.locator('[aria-invalid="true"]').count()).toBe(0);
  });
});

/** Opens the form of a title. */
async function openForm(page: Page, title: string): Promise<Locator> {
  await page.locator('summary').filter({ hasText: title }).click();
  return page.getByRole('form', { name: title });
}

function isFocused(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element === element.ownerDocument.activeElement);
}
