import {
  COMPETING_VARIABLES,
  ENDPOINT_MODE_VARIABLE,
  ENDPOINT_VARIABLES,
  SHARED_FILE_VARIABLES,
} from './variables.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a command finds the mock, and what it runs in. */
export interface EnvironmentRequest {
  /** The environment of the caller. */
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Where the mock answers, without a slash at the end; absent: at the addresses that clients know by themselves. */
  readonly url?: string;
  /** The hosts that no proxy may be asked for. */
  readonly hosts: readonly string[];
  /** The names of variables that the command gets as the caller has them. */
  readonly keep: readonly string[];
}

/** The environment of a command. */
export interface CommandEnvironment {
  readonly env: Environment;
  /** The names of variables that the caller has set and the command does not see. */
  readonly hidden: readonly string[];
}

/** Points every client in a command at the mock: sets what names its address, and hides what would be preferred to it. */
export function commandEnvironment(request: EnvironmentRequest): CommandEnvironment {
  const { env, platform, url, keep } = request;
  const fold = platform === 'win32' ? (name: string) => name.toUpperCase() : (name: string) => name;
  const kept = new Set(keep.map(fold));
  const set = new Map(
    Object.entries({ ...endpoints(url), ...emptyFiles(platform), ...noProxy(request) }).filter(
      ([name]) => !kept.has(fold(name)),
    ),
  );
  const unwanted = new Set([...namesToHide(url)].map(fold).filter((name) => !kept.has(name)));
  const given = Object.entries(env).filter(([, value]) => value !== undefined);
  const passed = given.filter(([name]) => !unwanted.has(fold(name)) && !replaces(set, name, fold));
  const hidden = given.filter(([name, value]) => value !== '' && unwanted.has(fold(name)));
  return {
    env: Object.fromEntries([...passed, ...set]),
    hidden: hidden.map(([name]) => name).sort(),
  };
}

/** Names of variables are one on Windows whatever their case, and an object may hold both. */
function replaces(
  set: ReadonlyMap<string, string>,
  name: string,
  fold: (name: string) => string,
): boolean {
  return [...set.keys()].some((other) => fold(other) === fold(name));
}

function endpoints(url: string | undefined): Record<string, string> {
  if (url === undefined) return {};
  const { withSlash, withoutSlash } = ENDPOINT_VARIABLES;
  return Object.fromEntries([
    ...withSlash.map((name) => [name, `${url}/`]),
    ...withoutSlash.map((name) => [name, url]),
  ]);
}

/** On an instance nobody has a file of credentials at home; the null device is an empty one. */
function emptyFiles(platform: NodeJS.Platform): Record<string, string> {
  const empty = platform === 'win32' ? 'NUL' : '/dev/null';
  return Object.fromEntries(SHARED_FILE_VARIABLES.map((name) => [name, empty]));
}

function* namesToHide(url: string | undefined): Iterable<string> {
  for (const { names } of COMPETING_VARIABLES) yield* names;
  yield* SHARED_FILE_VARIABLES;
  if (url === undefined) {
    yield* ENDPOINT_VARIABLES.withSlash;
    yield* ENDPOINT_VARIABLES.withoutSlash;
  } else {
    yield ENDPOINT_MODE_VARIABLE;
  }
}

/**
 * Clients read one of two spellings, and if there are both, not all the same one: each gets what it had, or what the
 * other has, and the hosts of the mock.
 */
function noProxy({ env, platform, hosts }: EnvironmentRequest): Record<string, string> {
  const spellings = platform === 'win32' ? ['NO_PROXY'] : ['NO_PROXY', 'no_proxy'];
  const exceptions = spellings.map((name) => env[name]).filter((value) => value);
  return Object.fromEntries(
    spellings.map((name) => [name, withHosts(env[name] || exceptions[0] || '', hosts)]),
  );
}

function withHosts(exceptions: string, hosts: readonly string[]): string {
  const listed = exceptions.split(/[\s,]+/).filter((host) => host !== '');
  if (listed.includes('*')) return exceptions;
  const missing = hosts.filter((host) => !listed.includes(host));
  return missing.length === 0 ? exceptions : [...listed, ...missing].join(',');
}
