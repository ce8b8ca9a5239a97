import type { Deferred, NoticeContext } from '../contract/category.ts';
import type { Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';
import type { ImdsVersion } from '../contract/request.ts';
import { AemmError } from '../errors.ts';
import type { Entry } from './entry.ts';
import { defaultUnder } from './exceptions.ts';
import { mergeValue } from './merge.ts';
import type { World } from './world.ts';

/** The circumstances of one evaluation. Times in milliseconds since the Unix epoch. */
export interface Moment {
  readonly firedAt: number;
  readonly triggeredAt: number;
  /** What default times count from. */
  readonly time: number;
  /** When the request came. */
  readonly now: number;
  readonly imds: ImdsVersion;
  readonly member?: Member;
}

/** One of the things that a leaf is there for each of. */
export interface Member {
  readonly index: number;
  readonly item: object;
}

/** The moment at which everything happens at once, as IMDSv2 would see it. */
export function momentAt(time: number): Moment {
  return { firedAt: time, triggeredAt: time, time, now: time, imds: 'v2' };
}

/** A value, and what of the request it depends on. */
export interface Evaluated extends Readonly<Reads> {
  readonly value: Value | Deferred | undefined;
}

/** The values of one section's leaves, which may refer to each other. */
export interface SectionValues {
  /** The value of an entry, overridden where that is configured; `undefined`: it is not there. */
  evaluate(entry: Entry, moment: Moment): Evaluated;
  /** What the code of an entry is given. */
  context(entry: Entry, moment: Moment): NoticeContext;
}

/** What the values of a section are made from; entries and overrides are found by their lower-cased key. */
export interface ValueSources {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly overrides: ReadonlyMap<string, Value>;
  readonly world: World;
  /** The body that a value is served with. */
  readonly serve: (entry: Entry, value: Value) => Uint8Array;
}

/** What of a request the code of a category has read. */
interface Reads {
  /** The time that default times count from, or the version of IMDS. */
  time: boolean;
  /** When the request came. */
  now: boolean;
}

const createReads = (): Reads => ({ time: false, now: false });

/** Creates the values of a section. */
export function createSectionValues({
  entries,
  overrides,
  world,
  serve,
}: ValueSources): SectionValues {
  const resolving = new Set<Entry>();

  const defaultOf = (entry: Entry, moment: Moment, reads: Reads): Made => {
    const { key, value } = entry.definition;
    if (typeof value !== 'function') return defaultUnder(entry, () => value, world);
    if (resolving.has(entry)) {
      throw new AemmError('AEMM_VALUE_CYCLE', `The value of "${key}" depends on itself.`);
    }
    resolving.add(entry);
    try {
      return defaultUnder(entry, () => value(contextOf(entry, moment, reads)), world);
    } finally {
      resolving.delete(entry);
    }
  };

  /** What replaces a default whole. The default only decides whether text is due, and so may fail, or vary. */
  const replacement = (entry: Entry, override: Value, moment: Moment): Value => {
    if (typeof override !== 'number' && typeof override !== 'boolean') return override;
    try {
      return mergeValue(force(defaultOf(entry, moment, createReads())), override);
    } catch {
      return override;
    }
  };

  const resolve = (entry: Entry, moment: Moment, reads: Reads): Made => {
    const isFirst = (moment.member?.index ?? 0) === 0;
    const override = isFirst ? overrides.get(entry.definition.key.toLowerCase()) : undefined;
    if (override === null) return undefined;
    if (override === undefined) return defaultOf(entry, moment, reads) ?? undefined;
    if (!isFields(override)) return replacement(entry, override, moment);
    const isEmptied = 'branch' in entry.definition && Object.keys(override).length === 0;
    return isEmptied ? override : mergeValue(force(defaultOf(entry, moment, reads)), override);
  };

  /** The value of another leaf: where it is there many times, of the same member, or else of the first. */
  const valueOfOther = (key: string, moment: Moment, reads: Reads): Value | undefined => {
    const other = entries.get(key.toLowerCase());
    if (other === undefined) return undefined;
    const { member: _, ...single } = moment;
    const [first] = membersOf(other, world);
    return force(
      resolve(other, first === undefined ? single : { ...single, member: first }, reads),
    );
  };

  const contextOf = (entry: Entry, moment: Moment, reads: Reads): NoticeContext =>
    new EvaluationContext(entry, moment, world, reads, {
      value: (key) => valueOfOther(key, moment, reads),
      served(key) {
        const other = entries.get(key.toLowerCase());
        const value = valueOfOther(key, moment, reads);
        return other === undefined || value === undefined ? undefined : serve(other, value);
      },
    });

  return {
    evaluate(entry, moment) {
      const reads = createReads();
      const value = resolve(entry, moment, reads);
      return { value, ...reads };
    },
    context: (entry, moment) => contextOf(entry, moment, createReads()),
  };
}

/**
 * What the code of an entry is given. It notes what of the request is read. A class, since an object literal with getters
 * has a shape of its own each time, which V8 keeps until its next full collection, and with it all that the getters see.
 */
class EvaluationContext implements NoticeContext {
  readonly settings: NoticeContext['settings'];
  readonly state: NoticeContext['state'];
  readonly instance: NoticeContext['instance'];
  readonly profile: string;
  readonly startedAt: number;
  readonly signer: NoticeContext['signer'];
  readonly iamError: NoticeContext['iamError'];
  readonly firedAt: number;
  readonly triggeredAt: number;
  readonly item: NoticeContext['item'];
  readonly value: NoticeContext['value'];
  readonly served: NoticeContext['served'];
  readonly #moment: Moment;
  readonly #world: World;
  readonly #reads: Reads;

  constructor(
    { settings, state }: Entry,
    moment: Moment,
    world: World,
    reads: Reads,
    others: Pick<NoticeContext, 'value' | 'served'>,
  ) {
    this.settings = settings;
    this.state = state;
    this.instance = world.instance;
    this.profile = world.profile.id;
    this.startedAt = world.startedAt;
    this.signer = world.signer;
    this.iamError = world.iamError;
    this.firedAt = moment.firedAt;
    this.triggeredAt = moment.triggeredAt;
    this.item = moment.member?.item;
    this.value = others.value;
    this.served = others.served;
    this.#moment = moment;
    this.#world = world;
    this.#reads = reads;
  }

  get roleCredentials() {
    if (this.#world.roleCredentials === undefined) return undefined;
    this.#reads.now = true;
    return this.#world.roleCredentials();
  }

  get time() {
    this.#reads.time = true;
    return this.#moment.time;
  }

  get now() {
    this.#reads.now = true;
    return this.#moment.now;
  }

  get imds() {
    this.#reads.time = true;
    return this.#moment.imds;
  }
}

type Made = Value | Deferred | undefined;

function force(made: Made): Value | undefined {
  return typeof made === 'function' ? made() : made;
}

/** What an entry is there for each of; none if it is there once. */
export function membersOf({ definition }: Entry, { instance }: World): readonly Member[] {
  if (!('each' in definition) || definition.each === undefined) return [];
  return definition.each(instance).map((item, index) => ({ index, item }));
}
