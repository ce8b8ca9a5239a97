import type { Content, RouteFacts, Value } from '@aemm/core';
import type { Assignment } from '../model/origin.ts';
import type { KnownLeaf } from '../vocabulary/vocabulary.ts';

/** The path of a leaf: where it is served, or what is configured. */
export function leafPath(
  { definition, path }: KnownLeaf,
  [route]: readonly RouteFacts[],
  assignment: Assignment | undefined,
): unknown {
  if (assignment?.value === null || route === undefined) return assignment?.value;
  return 'branch' in definition ? (assignment?.value ?? path) : route.path;
}

/** The value of a leaf as a config file has it. A notice has one only if it is configured. */
export function leafValue(
  { definition }: KnownLeaf,
  routes: readonly RouteFacts[],
  assignment: Assignment | undefined,
): unknown {
  const [route] = routes;
  if (assignment?.value === null || 'trigger' in definition) return assignment?.value;
  if (
    definition.path === undefined &&
    assignment === undefined &&
    typeof definition.value !== 'function'
  )
    return definition.value;
  if (route === undefined) return assignment?.value;
  if (definition.branch) return branchValue(routes);
  const value = servedValue(route);
  if (definition.format === 'json-text' && typeof assignment?.value !== 'string')
    return JSON.parse(String(value));
  return typeof value === 'object' ? value : (assignment?.value ?? value);
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
