import type { Outcome, Profile } from '../contract/profile.ts';
import { AemmError } from '../errors.ts';
import { createHops } from './hops.ts';
import type { Prepared } from './node.ts';
import { prepare } from './node.ts';
import { once } from './once.ts';
import type { Route } from './route.ts';
import { servicesOf } from './services.ts';
import type { FixedKind, ResolvedOptions, RouteFacts, ServedSnapshot } from './snapshot.ts';
import type { ImdsSpec, MetadataOptions } from './spec.ts';
import type { FindNode } from './trees.ts';
import type { World } from './world.ts';

/** What a spec was compiled into. */
export interface Compiled {
  readonly routes: readonly Route[];
  readonly problems: readonly AemmError[];
  readonly find: FindNode;
}

/**
 * A snapshot with its whole tree. A class, since an object literal with getters has a shape of its own each time, which
 * V8 keeps until its next full collection.
 */
export class CompiledSnapshot implements ServedSnapshot {
  readonly profile: ServedSnapshot['profile'];
  readonly instance: ServedSnapshot['instance'];
  readonly metadataOptions: ResolvedOptions;
  readonly eligibleClients: number;
  readonly problems: ServedSnapshot['problems'];
  readonly hopsOf: ServedSnapshot['hopsOf'];
  readonly find: FindNode;
  readonly fixed: ServedSnapshot['fixed'];
  readonly services: ServedSnapshot['services'];
  readonly #routes: () => readonly RouteFacts[];

  constructor(spec: ImdsSpec, world: World, { routes, problems, find }: Compiled) {
    this.profile = world.profile;
    this.instance = world.instance;
    this.metadataOptions = resolveOptions(spec.metadataOptions);
    this.eligibleClients = spec.eligibleClients ?? 2;
    this.problems = problems;
    this.hopsOf = createHops(spec.hops ?? {});
    this.find = find;
    this.fixed = createFixed(world.profile);
    this.services = servicesOf(spec, world);
    this.#routes = once(() => routes.map(factsOf));
  }

  get routes() {
    return this.#routes();
  }
}

function resolveOptions({
  httpTokens = 'optional',
  httpEndpoint = 'enabled',
  instanceMetadataTags = 'enabled',
  ...limit
}: MetadataOptions = {}): ResolvedOptions {
  return { httpTokens, httpEndpoint, instanceMetadataTags, ...limit };
}

function factsOf({ path, key, category, notice, content }: Route): RouteFacts {
  const isMade = typeof content === 'function' || content instanceof AemmError;
  return {
    path,
    key,
    category,
    firesAt: notice?.firesAt,
    content: isMade ? undefined : content,
  };
}

function createFixed(profile: Profile): ServedSnapshot['fixed'] {
  const rendered = new Map<FixedKind, Prepared>();
  return (kind) => {
    const known = rendered.get(kind);
    if (known !== undefined) return known;
    const outcome: Outcome = { kind };
    const made = prepare(profile, outcome);
    rendered.set(kind, made);
    return made;
  };
}
