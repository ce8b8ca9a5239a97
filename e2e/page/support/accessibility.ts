import { source } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong in a page, one line each. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html + '\\n' + failureSummary)))`);
}
