import type { Setting } from '@aemm/core';
import * as z from 'zod/mini';

/** A setting that is one of a few words, or empty: then something else decides. */
export function optionalChoice<const Choice extends string>(
  choices: readonly Choice[],
  description: string,
): Setting<Choice | ''> {
  return {
    description,
    default: '',
    type: 'string',
    allowed: choices.join(','),
    choices,
    schema: z.enum(['', ...choices]) as unknown as Setting<Choice | ''>['schema'],
  };
}
