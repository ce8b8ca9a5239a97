import type { Fault, Setting } from '@aemm/core';
import { FaultListSchema } from '@aemm/core';
import * as z from 'zod/mini';
import { fromJson } from './from-json.ts';

/** A setting that is a list of faults; from the environment it is JSON. */
export function faultsSetting({
  description,
}: {
  readonly description: string;
}): Setting<readonly Fault[]> {
  return {
    description,
    default: [],
    type: 'string',
    flag: false,
    allowed: 'a list of faults, [{ "path": "/latest/api/token", "status": 503 }]',
    schema: z.pipe(
      z.transform((raw) => fromJson(raw, [])),
      FaultListSchema,
    ),
  };
}
