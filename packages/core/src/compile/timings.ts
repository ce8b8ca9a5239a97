import type { AnyCategory, NoticeDefinition } from '../contract/category.ts';
import type { Firing, Timing } from '../contract/trigger.ts';
import { resolveFiring } from '../contract/trigger.ts';
import { AemmError } from '../errors.ts';
import type { Entry } from './entry.ts';
import type { Scope } from './scope.ts';
import { startOf } from './scope.ts';
import { givenSettings } from './settings-of.ts';
import type { ImdsSpec } from './spec.ts';

/** The timing that categories share. */
const SHARED = 'mock';

/** When the notices of a spec fire. */
export interface Timings {
  /** When a notice fires; `undefined`: it waits for ever, since nothing is configured for it. */
  firingOf(definition: NoticeDefinition, entry: Entry, scope: Scope): Firing | undefined;
}

/** Resolves the timings of a spec. Throws `AEMM_SETTING_INVALID` and, later, `AEMM_TIMING_UNKNOWN`. */
export function createTimings(spec: ImdsSpec, startedAt: number): Timings {
  const shared = resolveFiring(spec.timing ?? {}, startedAt, 'timing');
  return {
    firingOf(definition, entry, scope) {
      const { world } = scope;
      const { category } = entry;
      if (category !== undefined && spec.notices?.includes(category.id) === false) return undefined;
      const waits = world.profile.policy.unconfiguredNotices === 'wait';
      if (waits && !isConfigured(definition, entry, scope, spec)) return undefined;
      const { trigger } = definition;
      if (trigger === SHARED) return shared;
      const timing =
        typeof trigger === 'string'
          ? ownTiming(trigger, entry)
          : trigger(scope.values.context(entry, startOf(world)));
      return resolveFiring(timing, startedAt);
    },
  };
}

function isConfigured(
  { key, trigger }: NoticeDefinition,
  { category }: Entry,
  { overrides }: Scope,
  spec: ImdsSpec,
): boolean {
  const { notices = [], timing = {} } = spec;
  if (category === undefined || notices.includes(category.id)) return true;
  if (overrides.has(key.toLowerCase())) return true;
  if (trigger === SHARED) return timing.delaySec !== undefined || Boolean(timing.triggerTime);
  if (typeof trigger !== 'string') return true;
  const own = timingsOf(category)[trigger];
  const given = givenSettings(category, spec);
  return [own?.delaySec, own?.triggerTime].some((name = '') => Object.hasOwn(given, name));
}

/** A category made without `defineCategory` may have none. */
function timingsOf(category: Partial<AnyCategory> | undefined): AnyCategory['timings'] {
  return category?.timings ?? {};
}

/** The timing of a category, as its settings have it. */
function ownTiming(name: string, { category, settings }: Entry): Timing {
  const timings = timingsOf(category);
  const own = Object.hasOwn(timings, name) ? timings[name] : undefined;
  if (own === undefined) throw unknownTiming(name, category);
  return {
    delaySec: Number(settings[own.delaySec]),
    triggerTime: String(settings[own.triggerTime]),
  };
}

function unknownTiming(name: string, category: AnyCategory | undefined): AemmError {
  const known = [SHARED, ...Object.keys(timingsOf(category))].join(', ');
  return new AemmError('AEMM_TIMING_UNKNOWN', `There is no timing "${name}", only ${known}.`);
}
