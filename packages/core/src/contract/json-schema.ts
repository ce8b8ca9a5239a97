import * as z from 'zod/mini';
import { AemmError } from '../errors.ts';
import type { Value } from './content.ts';
import type { StandardSchema } from './standard-schema.ts';

/**
 * A JSON Schema, draft 2020-12.
 *
 * @public
 */
export type JsonSchema = { readonly [keyword: string]: Value };

const TARGET = 'draft-2020-12';

/** What a schema may have beside the Standard Schema interface: see https://standardschema.dev/json-schema. */
interface SelfDescribing {
  readonly '~standard': {
    readonly jsonSchema?: { input(options: { readonly target: string }): unknown };
  };
}

/**
 * The JSON Schema of what a schema accepts: as it describes itself, or as Zod 4 describes it.
 *
 * @throws AemmError `AEMM_CATEGORY_SHAPE` if it cannot be described
 * @public
 */
export function jsonSchemaOf(schema: StandardSchema): JsonSchema {
  const { jsonSchema } = (schema as unknown as SelfDescribing)['~standard'];
  if (jsonSchema !== undefined) return jsonSchema.input({ target: TARGET }) as JsonSchema;
  if (schema['~standard'].vendor === 'zod') {
    const {
      $schema,
      '~standard': _,
      ...described
    } = z.toJSONSchema(schema as unknown as z.ZodMiniType, {
      io: 'input',
      target: TARGET,
    });
    return described as JsonSchema;
  }
  throw new AemmError(
    'AEMM_CATEGORY_SHAPE',
    `A schema of ${schema['~standard'].vendor} does not describe itself as JSON Schema: use one that does, such as Zod 4 or ArkType.`,
  );
}
