import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CASES } from './cases.ts';
import { digestOf } from './support/chart.ts';
import { hasHelm, lint, render } from './support/helm.ts';
import { renderingOf } from './support/manifests.ts';

const { AEMM_REQUIRE_HELM, npm_lifecycle_event: script } = process.env;
const NO_HELM = hasHelm ? '' : ' (skipped: there is no helm on the PATH)';

const isWriting = script === 'chart:render';

test.runIf(AEMM_REQUIRE_HELM || isWriting)('helm is on the PATH', () => {
  expect(hasHelm).toBe(true);
});

test.runIf(hasHelm)(`helm finds nothing wrong with the chart${NO_HELM}`, () => {
  expect(lint()).toMatch(/1 chart\(s\) linted, 0 chart\(s\) failed/);
});

// All other tests read the renderings, so that they need no Helm. `npm run chart:render` writes them anew.
describe.each(CASES)('the rendering $name', (installed) => {
  const file = renderingOf(installed.name);

  test.runIf(hasHelm)(`is what helm makes of the chart${NO_HELM}`, async () => {
    await expect(render(installed)).toMatchFileSnapshot(file);
  });

  // Renderings are written after the tests.
  test.skipIf(isWriting)('was made of the chart as it is now', () => {
    expect(readFileSync(file, 'utf8')).toContain(`# digest: ${digestOf(installed)}\n`);
  });
});
