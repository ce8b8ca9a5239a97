import type { Setting } from '@aemm/core';
import * as z from 'zod/mini';

/** A setting that names the caller's own credentials, or is empty for none. */
export function credentialsSetting({
  description,
}: {
  readonly description: string;
}): Setting<string> {
  return {
    description,
    default: '',
    type: 'string',
    allowed: 'env,profile:NAME',
    schema: z.string().check(z.regex(/^(?:|env|profile:.+)$/)),
  };
}
