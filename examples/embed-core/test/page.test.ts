import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { inspect, Served } from '../src/inspect.ts';
import { bundle } from './bundle.ts';
import { CHROMIUM } from './chromium.ts';

const SOURCE = `export { inspect } from './inspect.ts'; export { readInstance } from './read-instance.ts';`;
const instance = { id: 'i-1', availabilityZone: 'eu-west-1b', userData: 'ü' };
const served = expect.arrayContaining([
  { path: '/latest/meta-data/instance-id', type: 'text/plain', body: 'i-1' },
  { path: '/latest/meta-data/placement/region', type: 'text/plain', body: 'eu-west-1' },
  { path: '/latest/user-data', type: 'application/octet-stream', body: 'ü' },
]);

test('the bundle asks for nothing of Node', async () => {
  const { files, code } = await bundle(SOURCE);
  expect(files.filter((file) => isBuiltin(file))).toEqual([]);
  expect(code).not.toMatch(/\brequire\(|\bnode:|\bprocess\./);
});

const why = CHROMIUM === undefined ? ', in place of Chromium, which is not here' : '';

test(`the bundle runs with what the web has and nothing of Node${why}`, async () => {
  const { code } = await bundle(SOURCE);
  const context = createContext({ atob, btoa, crypto, TextDecoder, TextEncoder });
  const result: Served[] = runInContext(
    `${code}; bundle.inspect(${JSON.stringify(instance)})`,
    context,
  );
  expect(result.map((entry) => ({ ...entry }))).toEqual(served);
});

if (CHROMIUM !== undefined) testInChromium(CHROMIUM);

function testInChromium(executablePath: string): void {
  describe('in Chromium', () => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
      page = await browser.newPage();
    }, 60_000);
    afterAll(() => browser.close());

    test('the bundle runs', async () => {
      await page.goto('about:blank');
      await page.addScriptTag({ content: (await bundle(SOURCE)).code });
      const result = await page.evaluate((description) => {
        const global = globalThis as unknown as { bundle: { inspect: typeof inspect } };
        return global.bundle.inspect(description);
      }, instance);
      expect(result).toEqual(served);
    });

    test('the page shows what an instance serves, and what is wrong with it', async () => {
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      const html = readFileSync(join(import.meta.dirname, '../index.html'), 'utf8');
      await page.setContent(html.replace(/<script.*<\/script>/, ''));
      await page.addScriptTag({ content: (await bundle(`import './page.ts';`)).code });
      const shown = (path: string) =>
        page
          .locator('dt', { hasText: path })
          .locator('xpath=following-sibling::dd[1]')
          .textContent();
      expect(await shown('/latest/meta-data/placement/region')).toBe('eu-west-1');

      await page.fill('#description', '{ "region": "ap-south-1" }');
      expect(await shown('/latest/meta-data/placement/region')).toBe('ap-south-1');
      await page.fill('#description', '{ "zone": "x" }');
      expect(await page.textContent('#problem')).toBe('there is no zone');
      expect(errors).toEqual([]);
    });
  });
}
