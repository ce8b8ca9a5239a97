import type { AnyCategory } from '../../contract/category.ts';
import { explainIssue } from '../../contract/parse-input.ts';
import type { StandardIssue, StandardSchema } from '../../contract/standard-schema.ts';
import { validate } from '../../contract/validate.ts';
import { possibleSteps, resolveStep } from './resolve-step.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioSchema } from './scenario.ts';

/**
 * Creates the schema of the scenarios that a mock of these categories can play: their actions are known, and get what
 * they take.
 *
 * @public
 */
export function createScenarioSchema(
  categories: readonly AnyCategory[],
): StandardSchema<unknown, Scenario> {
  return {
    '~standard': {
      version: 1,
      vendor: 'aemm',
      validate(value) {
        const shape = validate(ScenarioSchema, value, 'a scenario');
        if (shape.issues !== undefined) return shape;
        const issues = shape.value.flatMap((_, index) =>
          stepIssues(shape.value, index, categories),
        );
        return issues.length > 0 ? { issues } : shape;
      },
    },
  };
}

function stepIssues(
  steps: Scenario,
  index: number,
  categories: readonly AnyCategory[],
): StandardIssue[] {
  const step = steps[index];
  const resolved = step && resolveStep(step, categories);
  if (resolved === undefined) {
    const allowed = possibleSteps(categories).join(', ');
    return [{ path: [index, 'do'], message: `one of ${allowed}` }];
  }
  const { takes, name } = resolved;
  if (takes === undefined) return [];
  const { issues = [] } = validate(takes.schema, takes.input, name);
  return issues.map((issue) => ({
    message: explainIssue(issue, takes.input, takes.schema),
    path: [index, 'with', ...(issue.path ?? []).slice(takes.within === undefined ? 0 : 1)],
  }));
}
