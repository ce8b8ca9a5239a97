import { AemmError } from '../errors.ts';
import { reasonOf } from '../text/reason.ts';
import type { StandardResult, StandardSchema } from './standard-schema.ts';

/**
 * Validates a value at once. A schema that throws refuses: transforms do so by nature, as `JSON.parse` does.
 *
 * Throws `AEMM_SETTING_ASYNC` if the schema answers with a promise.
 *
 * @param subject - whose schema it is, for the error: `a setting`
 */
export function validate<Value>(
  schema: StandardSchema<unknown, Value>,
  value: unknown,
  subject: string,
): StandardResult<Value> {
  const result = attempt(schema, value);
  if (!(result instanceof Promise)) return result;
  const message = `The schema of ${subject} must validate synchronously.`;
  throw new AemmError('AEMM_SETTING_ASYNC', message);
}

function attempt<Value>(
  schema: StandardSchema<unknown, Value>,
  value: unknown,
): StandardResult<Value> | Promise<StandardResult<Value>> {
  try {
    return schema['~standard'].validate(value);
  } catch (error) {
    return { issues: [{ message: reasonOf(error) }] };
  }
}
