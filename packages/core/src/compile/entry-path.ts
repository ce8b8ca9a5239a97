import { TOKEN_PATH } from '../contract/request.ts';
import { AemmError } from '../errors.ts';
import type { Definition } from '../registry/definitions.ts';
import { onceEach } from '../registry/once-each.ts';
import { resolveSegments } from '../text/path.ts';
import type { Entry } from './entry.ts';
import { keyOf } from './entry.ts';
import type { Scope } from './scope.ts';
import { startOf } from './scope.ts';
import type { Member, SectionValues } from './values.ts';
import { membersOf } from './values.ts';

/** Where an entry is served. */
export interface EntryPath {
  readonly path: string;
  /** Whether the configuration places it there. */
  readonly placed: boolean;
}

/** Where the newest version of the tree is. */
const LATEST = '/latest';

/**
 * Resolves where an entry is served: at its configured path, or at its default one with placeholders filled in.
 * `undefined`: nowhere. Throws `AEMM_PATH_INVALID`, `AEMM_PLACEHOLDER_UNKNOWN` and what the code of a category throws.
 */
export function pathOf(entry: Entry, scope: Scope, member?: Member): EntryPath | undefined {
  const isFirst = (member?.index ?? 0) === 0;
  const given = isFirst ? scope.paths.get(entry.definition.key.toLowerCase()) : undefined;
  if (given === null) return undefined;
  if (given !== undefined) {
    const path = servedPath(given, keyOf(entry, 'paths'));
    if (!repeatsDefault(path, entry, scope, member)) return { path, placed: true };
  }
  const branch = movedBranch(entry, scope);
  if (branch !== undefined) return branch.fieldPath;
  const path = fillPath(entry, scope.values, scope, member);
  return path === undefined ? undefined : { path, placed: false };
}

/** Where a field goes with its branch, if the configuration moves that or takes it away. */
function movedBranch(
  { definition }: Entry,
  scope: Scope,
): { readonly fieldPath: EntryPath | undefined } | undefined {
  if (!('fieldOf' in definition)) return undefined;
  const { branch, name } = definition.fieldOf;
  const entry = scope.entries.get(branch.toLowerCase());
  const found = entry && pathOf(entry, scope);
  if (found?.placed === false) return undefined;
  return { fieldPath: found && { path: `${found.path}/${name}`, placed: true } };
}

/** Files that AEMM saved name every path, and a path that follows a value must go on doing so. */
function repeatsDefault(path: string, entry: Entry, scope: Scope, member?: Member): boolean {
  return path === fillPath(entry, scope.defaults, scope, member);
}

/** Whether an entry has a configured path other than its default one. */
export function isMoved(entry: Entry, scope: Scope): boolean {
  const given = scope.paths.get(entry.definition.key.toLowerCase());
  return given !== undefined && given !== null && (pathOf(entry, scope)?.placed ?? false);
}

// Far more than any path of EC2 has, and little enough to list every directory above it.
const LONGEST = 2048;
const DEEPEST = 64;

/** A path as it is served. Throws `AEMM_PATH_INVALID` with `key` if it cannot be. */
export function servedPath(path: string, key: string): string {
  const reason = refusalOf(path);
  const canonical = reason === undefined ? resolveSegments(path) : undefined;
  if (canonical !== undefined && canonical !== '/' && canonical !== TOKEN_PATH) return canonical;
  const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path;
  const advice = reason ?? `give one below "/", other than ${TOKEN_PATH}`;
  const message = `The path "${shown}" of ${key} cannot be served: ${advice}.`;
  throw new AemmError('AEMM_PATH_INVALID', message, { key });
}

function refusalOf(path: string): string | undefined {
  if (path.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  if (path.split('/', DEEPEST + 2).length > DEEPEST + 1) {
    return `it has more than ${DEEPEST} segments`;
  }
  return CONTROL.test(path) ? 'it has control characters' : undefined;
}

// A listing has one name a line.
const CONTROL = /\p{Cc}/u;
const PLACEHOLDER = /\{([^}]+)\}/g;
const CLIMBS = /(?:^|\/)\.{1,2}(?:\/|$)/;

function fillPath(
  entry: Entry,
  values: SectionValues,
  scope: Scope,
  member: Member | undefined,
): string | undefined {
  const { path } = entry.definition;
  if (path === undefined) return undefined;
  if (!path.includes('{')) return fixedPath(entry.definition, entry);
  let isWhole = true;
  const filled = path.replace(PLACEHOLDER, (_, name: string) => {
    const value = placeholderValue(name, entry, values, scope, member);
    if (typeof value === 'object') throw notText(entry, name, scope);
    if (CLIMBS.test(String(value))) throw climbs(entry, name, String(value), scope);
    isWhole &&= value !== undefined;
    return String(value);
  });
  return isWhole ? newestPath(filled, entry) : undefined;
}

/** The default path of a definition that names no other leaf; its entry is for messages. */
const fixedPath = onceEach(({ path = '' }: Definition, entry: Entry) => newestPath(path, entry));

/** A default path, in the newest version of the tree. */
function newestPath(path: string, entry: Entry): string {
  return servedPath(path.startsWith('/') ? path : `${LATEST}/${path}`, keyOf(entry, 'paths'));
}

/** The leaf of that name, for the first member and where there are no members; else the field of the member. */
function placeholderValue(
  name: string,
  entry: Entry,
  values: SectionValues,
  { entries, world }: Scope,
  member: Member | undefined,
): unknown {
  const leaf = entries.get(name.toLowerCase());
  if (leaf !== undefined && (member?.index ?? 0) === 0) {
    return values.evaluate(leaf, startOf(world, membersOf(leaf, world)[0])).value;
  }
  const field = (member?.item as Record<string, unknown> | undefined)?.[name];
  if (field !== undefined || leaf !== undefined) return field ?? undefined;
  // There may be no member at the moment.
  if (member !== undefined || 'each' in entry.definition) return undefined;
  const message = `The path of "${entry.definition.key}" names {${name}}, which is not a leaf of ${entry.section}.`;
  throw new AemmError('AEMM_PLACEHOLDER_UNKNOWN', message);
}

/** Fills the placeholders of a label from a member. */
export function fillLabel(label: string, { item }: Member): string {
  return label.replace(PLACEHOLDER, (_, name: string) =>
    String((item as Record<string, unknown>)[name]),
  );
}

function notText({ section, definition }: Entry, name: string, { overrides }: Scope): AemmError {
  const message = `The path of "${definition.key}" names {${name}}, whose value must be text.`;
  const isConfigured = overrides.has(name.toLowerCase());
  return isConfigured
    ? new AemmError('AEMM_PATH_INVALID', message, { key: `${section}.values.${name}` })
    : new AemmError('AEMM_CATEGORY_THREW', message);
}

/** A name that leaves its place in the tree would move the leaf somewhere else. */
function climbs(
  { section, definition }: Entry,
  name: string,
  value: string,
  { overrides }: Scope,
): AemmError {
  const message = `"${definition.key}" is not served: "${value}", the value of "${name}", is not part of a path.`;
  const isConfigured = overrides.has(name.toLowerCase());
  const place = isConfigured ? { key: `${section}.values.${name}` } : {};
  return new AemmError('AEMM_PATH_CLIMBS', message, place);
}
