import type { ObservedRequest } from '@aemm/plugin-kit';
import { describe, expect, test } from 'vitest';
import { createAudit } from './audit.ts';

function auditOf(...requests: readonly Partial<ObservedRequest>[]) {
  const audit = createAudit();
  for (const request of requests) {
    audit.record({
      method: 'GET',
      target: '/latest/meta-data/mac',
      hasToken: false,
      status: 200,
      userAgent: 'curl/8.0',
      ...request,
    });
  }
  return audit;
}

describe('an audit of IMDSv1', () => {
  test('counts reads without a token by path and client, the most first', () => {
    const audit = auditOf(
      { target: '/latest/meta-data/' },
      {},
      {},
      { userAgent: undefined },
      { hasToken: true },
      { method: 'PUT', target: '/latest/api/token' },
      { method: 'HEAD', status: 401 },
    );
    expect(audit.withoutToken).toBe(5);
    expect(audit.report()).toEqual([
      'IMDSv1 audit: 5 of 7 requests came without a session token.',
      '  2 x /latest/meta-data/mac  curl/8.0',
      '  1 x /latest/meta-data/  curl/8.0',
      '  1 x /latest/meta-data/mac  no user agent',
      '  1 x /latest/meta-data/mac (refused: 401)  curl/8.0',
    ]);
  });

  test('reports that all had a token', () => {
    expect(auditOf({ hasToken: true }).report()).toEqual([
      'IMDSv1 audit: none of 1 request came without a session token.',
    ]);
  });

  test('reports that nothing came', () => {
    expect(auditOf().report()).toMatchInlineSnapshot(`
      [
        "IMDSv1 audit: no request came. If the command asks for metadata, run "ec2-metadata-mock exec -- ec2-metadata-mock doctor".",
      ]
    `);
  });

  test('shows no query, no control character and no endless text', () => {
    const [, row] = auditOf({
      target: '/latest/user-data?token=secret',
      userAgent: `\u001b[31m${'a'.repeat(10_000)}`,
    }).report();
    expect(row).toContain('1 x /latest/user-data  \\u001b[31maaa');
    expect(row).not.toContain('secret');
    expect(row?.length).toBeLessThan(300);
  });

  test('is bounded, whatever a client asks', () => {
    const requests = Array.from({ length: 5000 }, (_, index) => ({ target: `/${index}` }));
    const audit = auditOf(...requests);
    expect(audit.withoutToken).toBe(5000);
    expect(audit.report().at(-1)).toBe('  and 4800 of other paths or clients');
  });
});
