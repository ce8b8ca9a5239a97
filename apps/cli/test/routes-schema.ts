import * as z from 'zod/mini';

const route = z.strictObject({
  path: z.string().check(z.regex(/^\//)),
  key: z.string(),
  category: z.nullable(z.string()),
  availableAt: z.nullable(z.string()),
  pending: z.boolean(),
});

const value = z.discriminatedUnion('format', [
  z.strictObject({ ...route.shape, format: z.literal('text'), value: z.string() }),
  z.strictObject({ ...route.shape, format: z.literal('json'), value: z.unknown() }),
  z.strictObject({ ...route.shape, format: z.literal('base64'), value: z.base64() }),
  z.strictObject({ ...route.shape, format: z.null(), value: z.null() }),
]);

/** What `routes --json` prints. */
export const routesOutput = z.strictObject({ routes: z.array(route) });

/** What `routes --values --json` prints: a snapshot of the whole tree, for other tools. */
export const snapshotOutput = z.strictObject({ routes: z.array(value) });
