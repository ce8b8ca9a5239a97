import * as z from 'zod/mini';

/** A field of an input that may be left out, with its meaning for help and docs. */
export function optional<T extends z.ZodMiniType>(
  schema: T,
  meaning: string,
): z.ZodMiniOptional<T> {
  return z.optional(schema.check(z.describe(meaning)) as T);
}

/** A field of an input, with its meaning for help and docs. */
export function required<T extends z.ZodMiniType>(schema: T, meaning: string): T {
  return schema.check(z.describe(meaning)) as T;
}

/** Any JSON value. */
export const anyValue = () =>
  z.unknown().check(z.refine((value) => value !== undefined, 'a value is needed'));
