import type { AnyCategory } from '../contract/category.ts';
import type { Answer } from '../contract/profile.ts';
import type { ImdsRequest } from '../contract/request.ts';
import type { ServiceDefinition, ServiceSettings } from '../contract/service.ts';
import type { Settings, SettingValues } from '../contract/setting.ts';
import { stateOf } from './entry.ts';
import { leafValue, scopeOf } from './leaf-value.ts';
import { once } from './once.ts';
import { settingsOf } from './settings-of.ts';
import type { ImdsSpec } from './spec.ts';
import { momentAt } from './values.ts';
import type { World } from './world.ts';

/**
 * A service of a category, for the one that opens its port.
 *
 * @public
 */
export interface ServiceFacts {
  /** The id of its category. */
  readonly category: string;
  /** The names of the settings by which it is configured. */
  readonly settings: ServiceSettings;
  /** Where it is to listen; `undefined`: nowhere. */
  readonly address: { readonly host: string; readonly port: number } | undefined;
  /** The path that is shown to users beside the address. */
  readonly path: string;
}

/** A service, with what answers its requests. */
export interface Service extends ServiceFacts {
  answer(request: ImdsRequest, now: number): Answer;
}

/** The services of a spec's categories. Throws `AEMM_SETTING_INVALID`. */
export function servicesOf(spec: ImdsSpec, world: World): readonly Service[] {
  return spec.categories.flatMap((category) =>
    category.service === undefined ? [] : [serviceOf(category, category.service, spec, world)],
  );
}

function serviceOf(
  category: AnyCategory,
  { listen, path, answer }: ServiceDefinition,
  spec: ImdsSpec,
  world: World,
): Service {
  const { instance, startedAt, profile } = world;
  const settings = settingsOf(category, spec);
  const shared = {
    settings,
    state: stateOf(category, spec),
    instance,
    profile: profile.id,
    startedAt,
  };
  const scope = once(() => scopeOf(spec, category, world));
  return {
    category: category.id,
    settings: listen,
    address: addressOf(listen, settings),
    get path() {
      return path(settings);
    },
    answer: (request, now) =>
      answer(request, {
        ...shared,
        now,
        value: (key) => leafValue(key, scope(), momentAt(now)),
      }),
  };
}

function addressOf(
  { enabled, hostname, port }: ServiceSettings,
  settings: SettingValues<Settings>,
): ServiceFacts['address'] {
  if (settings[enabled] !== true) return undefined;
  return { host: String(settings[hostname]), port: Number(settings[port]) };
}
