import type { Setting } from '@aemm/core';
import * as z from 'zod/mini';

/** As fast as a clock may run: a day passes within a tenth of a second. */
const FASTEST = 1_000_000;

/** A setting that is how many times as fast as real time something is. */
export function speedSetting({ description }: { readonly description: string }): Setting<number> {
  return {
    description,
    default: 1,
    type: 'string',
    allowed: `a number above 0, up to ${FASTEST}`,
    schema: z.pipe(
      z.transform((raw) => (typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw)),
      z.number().check(z.gt(0), z.lte(FASTEST)),
    ),
  };
}
