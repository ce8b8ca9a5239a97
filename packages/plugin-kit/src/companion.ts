import type { Config } from '@aemm/config';
import type { ImdsEvent, ImdsSpec } from '@aemm/core';
import type { ListenOptions, LogFormat } from '@aemm/server';
import type { ObservedRequest } from './observe-requests.ts';

/**
 * How a mock runs in the service of another program, whose output it does not disturb: it logs warnings, and what
 * `logFormat` asks for.
 *
 * @public
 */
export interface CompanionOptions {
  /** Where it listens. */
  readonly listenAt: (config: Config) => ListenOptions;
  /** How requests are logged. */
  readonly logFormat: (config: Config) => LogFormat;
  /** Whether its control plane is opened: on a free port of loopback, unless another one is configured. */
  readonly control?: boolean;
  /** Settings of categories that hold where nothing else is configured, by category and name. */
  readonly defaults?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Called with each request once its answer has been sent. */
  readonly observe?: (request: ObservedRequest) => void;
}

/** How a mock that may be a companion logs requests. */
export function logFormatOf(config: Config, companion: CompanionOptions | undefined): LogFormat {
  return companion?.logFormat(config) ?? config.globals['request-log'];
}

/** Where a mock that may be a companion listens. */
export function addressOf(config: Config, companion: CompanionOptions | undefined): ListenOptions {
  const { hostname, port } = config.globals;
  return companion?.listenAt(config) ?? { host: hostname, port: Number(port) };
}

/** What a mock that may be a companion serves. */
export function specOf(
  config: Config,
  notices: readonly string[] | undefined,
  companion: CompanionOptions | undefined,
): ImdsSpec {
  const spec = config.spec(notices);
  const defaults = Object.entries(companion?.defaults ?? {});
  const settings = defaults.map(([category, values]) => [
    category,
    { ...values, ...spec.settings?.[category] },
  ]);
  return { ...spec, settings: { ...spec.settings, ...Object.fromEntries(settings) } };
}

/** Whether an event is logged: a companion without a log of requests keeps to failures and refusals. */
export function isLogged(
  event: ImdsEvent,
  config: Config,
  companion: CompanionOptions | undefined,
): boolean {
  const isQuiet = companion !== undefined && logFormatOf(config, companion) === 'off';
  if (event.kind === 'scenario-step') return !isQuiet || event.reason !== undefined;
  return !isQuiet || event.kind === 'leaf-failed' || event.kind === 'reload-refused';
}
