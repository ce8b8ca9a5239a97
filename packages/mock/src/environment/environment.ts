import {
  COMPETING_VARIABLES,
  ENDPOINT_MODE_VARIABLE,
  ENDPOINT_VARIABLES,
  SHARED_FILE_VARIABLES,
} from './variables.ts';

/**
 * Environment variables by name.
 *
 * @public
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a client finds the mock, and what it runs in.
 *
 * @public
 */
export interface EnvironmentRequest {
  /** The environment of the caller. */
  readonly env: Environment;
  /** The operating system: `process.platform`. */
  readonly platform: NodeJS.Platform;
  /** Where the mock answers, without a slash at the end; absent: at the addresses that clients know by themselves. */
  readonly url?: string;
  /** Variables that point clients to more of the mock. */
  readonly set?: Readonly<Record<string, string>>;
  /** The hosts that no proxy may be asked for. */
  readonly hosts: readonly string[];
  /** The names of variables that the command gets as the caller has them. */
  readonly keep: readonly string[];
}

/**
 * The environment of a client.
 *
 * @public
 */
export interface ClientEnvironment {
  /** All of it. */
  readonly env: Environment;
  /** The names of variables that the caller has set and the command does not see. */
  readonly hidden: readonly string[];
  /** The names to keep that would have been kept anyway: a mistake, perhaps. */
  readonly keptAnyway: readonly string[];
}

/**
 * The environment in which every AWS client finds a mock: it names its address, and hides what would be preferred to it.
 *
 * @public
 */
export function clientEnvironment(request: EnvironmentRequest): ClientEnvironment {
  const { env, platform, url } = request;
  const fold = foldOf(platform);
  const kept = new Set(request.keep.map(fold));
  const isFree = (name: string): boolean => !kept.has(fold(name));
  const wanted = {
    ...endpoints(url),
    ...emptyFiles(platform),
    ...noProxy(request),
    ...request.set,
  };
  const set = Object.entries(wanted).filter(([name]) => isFree(name));
  const toHide = [...namesToHide(url)];
  const unwanted = new Set(toHide.filter(isFree).map(fold));
  const changed = new Set([...toHide, ...Object.keys(wanted)].map(fold));
  const replaced = new Set([...unwanted, ...set.map(([name]) => fold(name))]);
  const given = Object.entries(env);
  return {
    env: Object.fromEntries([...given.filter(([name]) => !replaced.has(fold(name))), ...set]),
    hidden: given
      .filter(([name, value]) => value && unwanted.has(fold(name)))
      .map(([name]) => name)
      .sort(),
    keptAnyway: request.keep.filter((name) => !changed.has(fold(name))),
  };
}

/** Names of variables that differ by case alone are one name on Windows. */
function foldOf(platform: NodeJS.Platform): (name: string) => string {
  return platform === 'win32' ? (name) => name.toUpperCase() : (name) => name;
}

function endpoints(url: string | undefined): Record<string, string> {
  if (url === undefined) return {};
  const { withSlash, withoutSlash } = ENDPOINT_VARIABLES;
  return Object.fromEntries([
    ...withSlash.map((name) => [name, `${url}/`]),
    ...withoutSlash.map((name) => [name, url]),
  ]);
}

/** An instance has no such files at first; the null device is an empty one. */
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
 * Clients read one of two spellings, and not all the same one: each gets what it had, or else what the other has, and
 * the hosts of the mock.
 */
function noProxy({ env, platform, hosts }: EnvironmentRequest): Record<string, string> {
  const fold = foldOf(platform);
  const lookUp = (name: string): string | undefined =>
    Object.entries(env).find(([other, value]) => value && fold(other) === fold(name))?.[1];
  const spellings = platform === 'win32' ? ['NO_PROXY'] : ['NO_PROXY', 'no_proxy'];
  const [any = ''] = spellings.flatMap((name) => lookUp(name) ?? []);
  return Object.fromEntries(spellings.map((name) => [name, withHosts(lookUp(name) ?? any, hosts)]));
}

function withHosts(exceptions: string, hosts: readonly string[]): string {
  const listed = exceptions.split(/[\s,]+/).filter((host) => host !== '');
  if (listed.includes('*')) return exceptions;
  const missing = hosts.filter((host) => !listed.includes(host));
  return missing.length === 0 ? exceptions : [...listed, ...missing].join(',');
}
