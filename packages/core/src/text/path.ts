const UNSAFE = /[?#%]|\/\/|\/\.|\/$/;
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/**
 * The canonical path of a request target: origin, query and fragment dropped, decoded once, doubled slashes folded,
 * dot segments resolved, no trailing slash.
 *
 * `undefined` if it climbs above the root or does not decode: nothing is served there. Amazon's own `ec2-metadata`
 * asks for `/latest//meta-data/…`, and SDKs ask for leaves with a trailing slash.
 *
 * @public
 */
export function normalizePath(target: string): string | undefined {
  // Most listings are asked for with a slash at the end.
  const path = target.length > 1 && target.endsWith('/') ? target.slice(0, -1) : target;
  if (isCanonical(path)) return path;
  const decoded = decode(withoutQuery(target.replace(ORIGIN, '')));
  return decoded === undefined ? undefined : resolveSegments(decoded);
}

/** A request target without query and fragment. */
export function withoutQuery(target: string): string {
  return target.replace(/[?#].*$/s, '');
}

/** A path that is not encoded, in canonical form; `undefined` if it climbs above the root. */
export function resolveSegments(path: string): string | undefined {
  if (isCanonical(path)) return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return `/${segments.join('/')}`;
}

/** Whether a path is in canonical form as it stands; the root is not among them. */
function isCanonical(path: string): boolean {
  return path.startsWith('/') && !UNSAFE.test(path);
}

/** Whether a text is one segment of a path, on one line of a listing. */
export const SEGMENT = /^(?!\.{1,2}$)[^/\p{Cc}]+$/u;

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The path one level up, and the name below it: `/latest/meta-data` is `['/latest', 'meta-data']`. */
export function splitPath(path: string): [parent: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [slash <= 0 ? '/' : path.slice(0, slash), path.slice(slash + 1)];
}
