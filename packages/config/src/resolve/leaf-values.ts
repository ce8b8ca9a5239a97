import type { Content, RouteFacts, Value } from '@aemm/core';
import type { Assignment } from '../model/origin.ts';
import type { KnownLeaf } from '../vocabulary/vocabulary.ts';

/** The path of a leaf: where it is served, or what was said. */
export function leafPath(
  { definition, path }: KnownLeaf,
  [route]: readonly RouteFacts[],
  said: Assignment | undefined,
): unknown {
  if (said?.value === null || route === undefined) return said?.value;
  return 'branch' in definition ? (said?.value ?? path) : route.path;
}

/** The value of a leaf as it would be configured. A notice has none until it fires, unless somebody gave it one. */
export function leafValue(
  { definition }: KnownLeaf,
  routes: readonly RouteFacts[],
  said: Assignment | undefined,
): unknown {
  const [route] = routes;
  if (said?.value === null || 'trigger' in definition) return said?.value;
  if (definition.path === undefined && said === undefined && typeof definition.value !== 'function')
    return definition.value;
  if (route === undefined) return said?.value;
  if (definition.branch) return branchValue(routes);
  const value = servedValue(route);
  if (definition.format === 'json-text' && typeof said?.value !== 'string')
    return JSON.parse(String(value));
  return typeof value === 'object' ? value : (said?.value ?? value);
}

function branchValue(routes: readonly RouteFacts[]): Value {
  const entries = routes.map((route): [string, Value] => [
    route.path.slice(route.path.lastIndexOf('/') + 1),
    servedValue(route) ?? null,
  ]);
  return Object.fromEntries(entries);
}

/** What is served at a path, as it would be configured; `undefined` if it moves with time. */
function servedValue({ content }: RouteFacts): Value | undefined {
  return content && configured(content);
}

function configured(content: Content): Value {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'json':
      return content.value;
    case 'bytes':
      return Buffer.from(content.bytes).toString('base64');
  }
}
