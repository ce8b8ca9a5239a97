import type { Content, RouteFacts, Value } from '@aemm/core';
import { formatTime } from '@aemm/core';

/** A path that would be served, as `routes --json` prints it. */
export interface ListedRoute {
  readonly path: string;
  /** The key of its leaf, by which a configuration changes it. */
  readonly key: string;
  /** The category that owns it; `null` for a leaf that the configuration adds. */
  readonly category: string | null;
  /** When a notice appears, as an RFC 3339 time; `null` for a leaf that is always there, or pending. */
  readonly availableAt: string | null;
  /** Whether it is not there before something asks for it: a command such as `spot`, a delay, a time or an action. */
  readonly pending: boolean;
}

/** What a path holds, as `routes --values --json` prints it beside. */
export interface ListedValue {
  /** How to read the value; `null` if it is made for each request. */
  readonly format: 'text' | 'json' | 'base64' | null;
  readonly value: Value;
}

/** The facts of a route as they are printed. */
export function listRoute({ path, key, category, firesAt }: RouteFacts): ListedRoute {
  const pending = firesAt === Infinity;
  const availableAt = firesAt === undefined || pending ? null : formatTime(firesAt);
  return { path, key, category: category ?? null, availableAt, pending };
}

/** The value of a route as it is printed. */
export function listValue(content: Content | undefined): ListedValue {
  switch (content?.kind) {
    case undefined:
      return { format: null, value: null };
    case 'text':
      return { format: 'text', value: content.text };
    case 'json':
      return { format: 'json', value: content.value };
    case 'bytes':
      return { format: 'base64', value: Buffer.from(content.bytes).toString('base64') };
  }
}

/** The line of a route, for people. */
export function routeLine({ path, firesAt, content }: RouteFacts, withValue: boolean): string {
  return [path, withValue && ` = ${formatValue(content)}`, timeNote(firesAt)]
    .filter(Boolean)
    .join('');
}

function formatValue(content: Content | undefined): string {
  const { format, value } = listValue(content);
  if (format === null) return '(made for each request)';
  return format === 'base64' ? `base64 ${value}` : JSON.stringify(value);
}

function timeNote(firesAt: number | undefined): string {
  if (firesAt === undefined) return '';
  return firesAt === Infinity
    ? '  # not before it is asked for'
    : `  # from ${formatTime(firesAt)}`;
}
