import type { AnyCategory, ImdsSpec } from '@aemm/core';
import type { Config, ConfigInput } from './config.ts';
import { ConfigError } from './config-error.ts';
import { envLayer } from './env-layer.ts';
import type { GlobalValues } from './global-settings.ts';
import type { ResolvedValue } from './origin.ts';
import { resolveSettings } from './resolve-settings.ts';
import { buildVocabulary } from './vocabulary.ts';

/**
 * Resolves a configuration from command line, environment, file and defaults.
 *
 * @throws ConfigError if the file cannot be read, or if a value is not allowed
 * @public
 */
export async function loadConfig(input: ConfigInput): Promise<Config> {
  const vocabulary = buildVocabulary(input.categories);
  const env = envLayer(input.env, vocabulary);
  const { values, problems } = resolveSettings(vocabulary, input.flags, env, new Map());
  if (problems.length > 0) throw new ConfigError(problems, 2);
  const globals = Object.fromEntries(
    vocabulary.table
      .filter(({ category }) => category === undefined)
      .map(({ name, key }) => [name, values.get(key)?.value]),
  ) as unknown as GlobalValues;
  return {
    file: undefined,
    globals,
    values: [...values.values()],
    warnings: [],
    spec: (served) => buildSpec(served, globals, values),
  };
}

function buildSpec(
  served: readonly AnyCategory[],
  globals: GlobalValues,
  values: ReadonlyMap<string, ResolvedValue>,
): ImdsSpec {
  const settings = Object.fromEntries(
    served.map(({ id, settings: own }) => [
      id,
      Object.fromEntries(
        Object.keys(own).map((name) => [name, values.get(`${id}.${name}`)?.value]),
      ),
    ]),
  );
  return {
    categories: served,
    settings,
    timings: {
      mock: {
        delaySec: globals['mock-delay-sec'],
        triggerTime: globals['mock-trigger-time'],
      },
      rebalance: {
        delaySec: globals['rebalance-delay-sec'],
        triggerTime: globals['rebalance-trigger-time'],
      },
      'asg-termination': {
        delaySec: globals['asg-termination-delay-sec'],
        triggerTime: globals['asg-termination-trigger-time'],
      },
    },
    requireToken: globals.imdsv2,
    eligibleClients: globals['mock-ip-count'],
    ...(globals['fixed-notice-times'] && { noticeTime: 'fired' }),
  };
}
