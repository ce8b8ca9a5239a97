import type { Answer } from './profile.ts';

/**
 * The headers of an answer as pairs of name and value, in order, as `Headers` and `Response` take them.
 *
 * @example
 * ```ts
 * const { answer } = imds.handle(request);
 * new Response(answer.body, { status: answer.status, headers: headerEntries(answer) });
 * ```
 * @public
 */
export function headerEntries({
  headers,
}: Pick<Answer, 'headers'>): [name: string, value: string][] {
  const entries: [string, string][] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    entries.push([headers[index] ?? '', headers[index + 1] ?? '']);
  }
  return entries;
}
