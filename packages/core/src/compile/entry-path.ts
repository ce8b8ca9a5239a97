import { TOKEN_PATH } from '../contract/request.ts';
import { AemmError } from '../errors.ts';
import { resolveSegments } from '../text/path.ts';
import type { Entry } from './entry.ts';
import { keyOf } from './entry.ts';
import type { Scope } from './scope.ts';
import { startOf } from './scope.ts';
import type { SectionValues } from './values.ts';

/** Where an entry is served. */
export interface EntryPath {
  readonly path: string;
  /** Whether the user placed it there. */
  readonly placed: boolean;
}

/**
 * Resolves where an entry is served: where the user put it, or at its default path with placeholders filled in.
 * `undefined`: nowhere. Throws `AEMM_PATH_INVALID`, `AEMM_PLACEHOLDER_UNKNOWN` and what the code of a category throws.
 */
export function pathOf(entry: Entry, scope: Scope): EntryPath | undefined {
  const given = scope.paths.get(entry.definition.key.toLowerCase());
  if (given === null) return undefined;
  if (given !== undefined) {
    const path = servedPath(given, keyOf(entry, 'paths'));
    // Files that AEMM saved name every path, and a path that follows a value must go on doing so.
    if (path !== fillPath(entry, scope.defaults, scope)) return { path, placed: true };
  }
  const path = fillPath(entry, scope.values, scope);
  return path === undefined ? undefined : { path, placed: false };
}

/** A path as it is served. Throws `AEMM_PATH_INVALID`, blaming `key`, if it cannot be. */
function servedPath(path: string, key: string): string {
  const canonical = CONTROL.test(path) ? undefined : resolveSegments(path);
  if (canonical !== undefined && canonical !== '/' && canonical !== TOKEN_PATH) return canonical;
  const message = `The path "${path}" of ${key} cannot be served: give one below "/", other than ${TOKEN_PATH}.`;
  throw new AemmError('AEMM_PATH_INVALID', message, { key });
}

// A listing has one name a line.
const CONTROL = /\p{Cc}/u;
const PLACEHOLDER = /\{([^}]+)\}/g;

function fillPath(entry: Entry, values: SectionValues, scope: Scope): string | undefined {
  const { path, key } = entry.definition;
  if (path === undefined) return undefined;
  let isWhole = true;
  const filled = path.replace(PLACEHOLDER, (_, name: string) => {
    if (!scope.entries.has(name.toLowerCase())) {
      const message = `The path of "${key}" names {${name}}, which no leaf of ${entry.section} is.`;
      throw new AemmError('AEMM_PLACEHOLDER_UNKNOWN', message);
    }
    const value = values.resolveKey(name, startOf(scope));
    if (typeof value === 'object') throw notText(entry, name, scope);
    isWhole &&= value !== undefined;
    return String(value);
  });
  return isWhole ? servedPath(filled, keyOf(entry, 'paths')) : undefined;
}

function notText({ section, definition }: Entry, name: string, { overrides }: Scope): AemmError {
  const message = `The path of "${definition.key}" names {${name}}, whose value must be text.`;
  const isUsers = overrides.has(name.toLowerCase());
  return new AemmError(
    'AEMM_PATH_INVALID',
    message,
    isUsers ? { key: `${section}.values.${name}` } : {},
  );
}
