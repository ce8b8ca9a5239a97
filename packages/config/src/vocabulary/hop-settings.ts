import type { Setting, SettingFacts } from '@aemm/core';
import { integerSetting } from '@aemm/core';
import * as z from 'zod/mini';
import { fromJson } from './from-json.ts';

/** AWS allows limits from 1 to 64. */
const MOST = 64;
const ALLOWED = `a whole number from 0 to ${MOST}`;

/** A setting that is a number of hops, or 0 for any. */
export function hopLimitSetting(facts: SettingFacts<number>): Setting<number> {
  const { schema, ...setting } = integerSetting(facts);
  const limited = z.pipe(
    z.pipe(
      z.any(),
      z.transform((raw) => numberFrom(schema, raw)),
    ),
    z.int().check(z.gte(0), z.lte(MOST)),
  );
  return { ...setting, allowed: ALLOWED, schema: limited };
}

function numberFrom(schema: Setting<number>['schema'], raw: unknown): unknown {
  const result = schema['~standard'].validate(raw);
  return 'value' in result ? result.value : raw;
}

/** A setting that is an object: the number of hops of each network. */
export function hopsSetting({
  description,
}: {
  readonly description: string;
}): Setting<Readonly<Record<string, number>>> {
  const hops = z.record(z.union([z.cidrv4(), z.cidrv6()]), z.int().check(z.gte(1), z.lte(MOST)));
  return {
    description,
    default: {},
    type: 'string',
    flag: false,
    allowed: 'an object of networks and hops, { "10.0.0.0/8": 2 }',
    schema: z.pipe(z.transform(readHops), hops),
  };
}

/** From the environment it is JSON; in a file numbers may be text. */
function readHops(raw: unknown): unknown {
  const value = fromJson(raw, {});
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([network, hops]) => [
      network,
      typeof hops === 'string' && /^\d+$/.test(hops) ? Number(hops) : hops,
    ]),
  );
}
