import type { Fault, Setting } from '@aemm/core';
import { FaultListSchema } from '@aemm/core';
import * as z from 'zod/mini';

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
    schema: z.pipe(z.transform(readList), FaultListSchema),
  };
}

function readList(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  if (raw === '') return [];
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
