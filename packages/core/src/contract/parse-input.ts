import { en } from 'zod/locales';
import { AemmError } from '../errors.ts';
import type { InferOutput } from './action.ts';
import type { StandardIssue, StandardSchema } from './standard-schema.ts';
import { explainUnknown, unknownFields } from './unknown-fields.ts';
import { validate } from './validate.ts';

/** Validates an input, and converts it. Throws `AEMM_INPUT_INVALID`, with the first field that is wrong as its key. */
export function parseInput<Schema extends StandardSchema>(
  schema: Schema,
  input: unknown,
  subject: string,
): InferOutput<Schema> {
  const result = validate(schema, input, subject);
  if (result.issues === undefined) return result.value as InferOutput<Schema>;
  const reasons = result.issues.map((issue) => describeIssue(issue, input, schema)).join('; ');
  const key = result.issues.map(fieldOf).find((name) => name !== '');
  throw new AemmError(
    'AEMM_INPUT_INVALID',
    `The input of ${subject} is not allowed: ${reasons}.`,
    key === undefined ? {} : { key },
  );
}

function describeIssue(issue: StandardIssue, input: unknown, schema: StandardSchema): string {
  const name = nameOf(issue);
  const message = explainIssue(issue, input, schema);
  return name === '' ? message : `${name}: ${message}`;
}

const describeInEnglish = en().localeError;

/** What is wrong: in English also where Zod was loaded without a language, as `zod/mini` is. */
export function explainIssue(issue: StandardIssue, input: unknown, schema: StandardSchema): string {
  if (!('code' in issue)) return issue.message;
  const raw = { ...issue, input: valueAt(input, issue) } as Parameters<typeof describeInEnglish>[0];
  const described = describeInEnglish(raw);
  const english = (typeof described === 'object' ? described?.message : described) ?? issue.message;
  // The schema has a message of its own.
  if (issue.message !== 'Invalid input' && issue.message !== english) return issue.message;
  return explainUnknown(issue, schema) ?? english;
}

function valueAt(input: unknown, { path = [] }: StandardIssue): unknown {
  return path.reduce<unknown>((value, step) => {
    const key = typeof step === 'object' ? step.key : step;
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }, input);
}

/** The field that is wrong, which may be one that should not be there. */
function fieldOf(issue: StandardIssue): string {
  const [unknown] = unknownFields(issue);
  const names = [nameOf(issue), unknown ?? ''];
  return names.filter((name) => name !== '').join('.');
}

function nameOf({ path = [] }: StandardIssue): string {
  return path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
}
