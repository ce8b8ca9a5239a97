import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** The page to watch a mock, one file, which the build makes of `page/`. */
const FILE = new URL('./page.html', import.meta.url);

/** Adds the page at `/`. It holds nothing of the mock: its script asks for that, as every client does. */
export function addPage(server: FastifyInstance): void {
  server.get('/', async (_request, reply) => {
    const page = await readFile(FILE, 'utf8');
    return reply.headers(headersOf(page)).type('text/html; charset=utf-8').send(page);
  });
}

/** Nothing runs in the page but its own script, and it reaches nothing but its own origin. */
function headersOf(page: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    'img-src data:',
    `script-src ${hashOf(page, 'script')}`,
    `style-src ${hashOf(page, 'style')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return {
    'cache-control': 'no-cache',
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** How the policy names the one element of a tag that has content. */
function hashOf(page: string, tag: 'script' | 'style'): string {
  const start = page.indexOf(`<${tag}>`) + `<${tag}>`.length;
  const content = page.slice(start, page.indexOf(`</${tag}>`, start));
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
