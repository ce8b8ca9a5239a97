import * as z from 'zod/mini';
import type { Call, ImdsVersion, TokenState } from '../contract/request.ts';
import { canonicalAddress, contains, parseAddress, parseCidr } from '../text/ip.ts';
import { createGlob } from './glob.ts';
import { pathOf } from './path-of.ts';

/**
 * Which requests are meant: those that fit every field that is given. Journal and faults share it.
 *
 * @public
 */
export interface RequestMatcher {
  /**
   * A pattern of paths, in which `*` stands for any characters, slashes included: `/latest/meta-data/*`. It is compared
   * with the canonical path: decoded, without query, doubled slashes and trailing slash.
   */
  readonly path?: string | undefined;
  /** The method; case does not count. */
  readonly method?: string | undefined;
  /** The address of the client, or a block of addresses in CIDR notation. */
  readonly client?: string | undefined;
  /** The version of IMDS that the request speaks. */
  readonly imds?: ImdsVersion | undefined;
  /** What its session token is worth. */
  readonly token?: TokenState | undefined;
}

/** What of a request a matcher looks at. */
type MatchedFacts = Pick<Call, 'imds' | 'token'> & {
  readonly path: string;
  readonly method: string;
  readonly client: string;
};

/** The same of what may not have been a request. */
type KnownFacts = { readonly [Name in keyof MatchedFacts]?: MatchedFacts[Name] | undefined };

const isPattern = (text: string): boolean => /^[/*][^?#\p{Cc}]*$/u.test(text);
const isClient = (text: string): boolean => readClient(text) !== undefined;

const PATH = 'a path such as /latest/meta-data/*, which begins with / or *';
const METHOD = 'a method such as GET or PUT';
const CLIENT = 'an address, or a block of addresses such as 10.0.0.0/16';

/** The fields of a matcher, for schemas that add to it. */
export const matcherFields = {
  path: z.optional(
    z
      .string(PATH)
      .check(
        z.refine(isPattern, PATH),
        z.describe('the paths, where * stands for any characters, slashes included'),
      ),
  ),
  method: z.optional(
    z.string(METHOD).check(z.regex(/^[A-Za-z][A-Za-z-]*$/, METHOD), z.describe('the method')),
  ),
  client: z.optional(
    z
      .string(CLIENT)
      .check(
        z.refine(isClient, CLIENT),
        z.describe('the address of the client, or a block of addresses'),
      ),
  ),
  imds: z.optional(
    z
      .enum(['v1', 'v2'], 'v1 or v2')
      .check(z.describe('the version of IMDS that the request speaks')),
  ),
  token: z.optional(
    z
      .enum(['none', 'valid', 'expired', 'unknown'], 'none, valid, expired or unknown')
      .check(z.describe('what the session token of the request is worth')),
  ),
};

/**
 * The schema of a {@link RequestMatcher}.
 *
 * @public
 */
export const RequestMatcherSchema: z.ZodMiniObject & z.ZodMiniType<RequestMatcher> =
  z.strictObject(matcherFields);

/**
 * Creates the test of whether a request fits a matcher. One without fields fits every request.
 *
 * @throws RangeError if the client is neither an address nor a block of addresses
 * @public
 */
export function createMatcher(matcher: RequestMatcher): (call: Call) => boolean {
  const matches = createFactsMatcher(matcher);
  return (call) => {
    const { method, client } = call.request;
    return matches({ method, client, path: pathOf(call), imds: call.imds, token: call.token });
  };
}

/** As {@link createMatcher}, for what is left of a request. */
export function createFactsMatcher(matcher: RequestMatcher): (facts: KnownFacts) => boolean {
  const { path, method, client, imds, token } = matcher;
  const matchesPath = path === undefined ? undefined : createGlob(path.replace(/(?<=.)\/$/, ''));
  const verb = method?.toUpperCase();
  const matchesClient = client === undefined ? undefined : createClientMatcher(client);
  return (facts) =>
    (imds === undefined || facts.imds === imds) &&
    (token === undefined || facts.token === token) &&
    (verb === undefined || facts.method === verb) &&
    (matchesPath === undefined || matchesPath(facts.path ?? '')) &&
    (matchesClient === undefined || matchesClient(facts.client ?? ''));
}

function createClientMatcher(client: string): (address: string) => boolean {
  const block = readClient(client);
  if (block === undefined) throw new RangeError(`"${client}" is not an address or a CIDR block.`);
  return (address) => {
    const parsed = parseAddress(canonicalAddress(address));
    return parsed !== undefined && contains(block, parsed);
  };
}

function readClient(text: string) {
  return text.includes('/') ? parseCidr(text) : parseAddress(canonicalAddress(text));
}
