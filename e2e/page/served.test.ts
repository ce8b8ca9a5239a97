import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startControlled } from '../control/support/interfaces.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What the page may add to a package. */
const MOST_BYTES = 100_000;

describe.each(['packages/server', 'apps/cli'])('%s', (folder) => {
  const pages = globSync('dist/**/page.html', { cwd: join(ROOT, folder) });

  test(`has at most ${MOST_BYTES} bytes of the page`, () => {
    const sizes = pages.map((file) => statSync(join(ROOT, folder, file)).size);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });
});

test('a start reads nothing of the page', () => {
  const bundle = readFileSync(join(ROOT, 'apps/cli/dist/main.cjs'), 'utf8');
  expect(bundle).not.toContain('<!doctype html>\n<html lang="en">');
});

test('the binary serves it to everybody, under a policy that names its one script', async () => {
  const { cli, controlUrl } = await startControlled('--control-token', 'secret');
  try {
    const answer = await fetch(controlUrl);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; .*script-src 'sha256-\S{44}'; style-src 'sha256-\S{44}';/,
    );
    expect(policy).not.toContain('unsafe');
    const html = await answer.text();
    expect(html).toBe(readFileSync(join(ROOT, 'apps/cli/dist/page.html'), 'utf8'));
    expect(html).not.toContain('secret');
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
    expect((await fetch(`${controlUrl}/v1/state`)).status).toBe(401);
  } finally {
    await cli.stop();
  }
});
