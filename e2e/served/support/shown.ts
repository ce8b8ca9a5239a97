import type { Imds, RouteFacts, Value } from '@aemm/core';

/**
 * The texts that are served at a place: a path in which `*` is any segment, and after `#` a field of the document there.
 */
export function textsAt(imds: Imds, place: string): string[] {
  const [path = '', field] = place.split('#');
  const pattern = new RegExp(`^${path.replaceAll('*', '[^/]+')}$`);
  return imds.snapshot.routes.flatMap((route) => {
    if (!pattern.test(route.path)) return [];
    const text = textOf(imds, route);
    if (field === undefined) return [text];
    const fields: Record<string, Value> = JSON.parse(text);
    return fields[field] == null ? [] : [String(fields[field])];
  });
}

/** What is served at a route, as text; what depends on the request is asked for. */
export function textOf(imds: Imds, { path, content }: RouteFacts): string {
  switch (content?.kind) {
    case 'text':
      return content.text;
    case 'json':
      return JSON.stringify(content.value);
    case 'bytes':
      return Buffer.from(content.bytes).toString();
    default:
      return ask(imds, path).body;
  }
}

/** Asks for a path, as a client does. */
export function ask(
  imds: Imds,
  path: string,
  request: { method?: string; headers?: Record<string, string>; client?: string } = {},
): { status: number; headers: readonly string[]; body: string } {
  const { answer } = imds.handle({
    method: 'GET',
    headers: {},
    client: '127.0.0.1',
    ...request,
    path,
  });
  const { status, headers, body } = answer;
  return { status, headers, body: Buffer.from(body as string).toString() };
}
