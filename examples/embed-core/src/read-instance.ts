import type { InstanceDescription } from '@aemm/core';
import { InstanceSchema } from '@aemm/core';

/** Reads the description of an instance from JSON text. Throws an error that says what is wrong with it. */
export function readInstance(text: string): InstanceDescription {
  const read = InstanceSchema.safeParse(JSON.parse(text.trim() || '{}'));
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `there is no ${issue.keys.join(', ')}`
      : `${issue.path.join('.') || 'the description'} is not allowed`,
  );
  throw new Error(problems.join('; '));
}
