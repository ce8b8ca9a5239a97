import type { Instance } from '../instance/instance.ts';
import type { Value } from './content.ts';
import type { Answer } from './profile.ts';
import type { ImdsRequest } from './request.ts';
import type { Settings, SettingValues } from './setting.ts';

/**
 * What the code of a service is given.
 *
 * @public
 */
export interface ServiceContext<S extends Settings = Settings, State = unknown> {
  /** The category's own settings, validated. */
  readonly settings: SettingValues<S>;
  /** The state of the category, which its actions change. */
  readonly state: State;
  /** The simulated instance, complete. */
  readonly instance: Instance;
  /** The id of the profile: `aemm`. */
  readonly profile: string;
  /** When the mock started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** When the request came, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The value that a leaf of the category's section has now, as a request with a session token would get it. */
  value(key: string): Value | undefined;
}

/**
 * The settings that decide whether and where a service listens, each by its name within the category.
 *
 * @public
 */
export interface ServiceSettings<S extends Settings = Settings> {
  /** Whether it listens: a boolean. */
  readonly enabled: keyof S & string;
  /** The host name or address: text. */
  readonly hostname: keyof S & string;
  /** The port, 0 for any that is free: see {@link portSetting}. */
  readonly port: keyof S & string;
}

/**
 * What a category answers on a port of its own, beside the metadata service: neither session tokens nor the wire format of
 * the profile apply to it.
 *
 * @public
 */
export interface ServiceDefinition<S extends Settings = Settings, State = unknown> {
  /** {@inheritDoc ServiceSettings} */
  readonly listen: ServiceSettings<S>;
  /** The path that is shown to users beside the address, with a slash at its beginning. */
  readonly path: (settings: SettingValues<S>) => string;
  /** Answers a request, whatever its method and path. A pure function; if it throws, the answer has status 500. */
  readonly answer: (request: ImdsRequest, context: ServiceContext<S, State>) => Answer;
}
