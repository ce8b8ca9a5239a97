import * as z from 'zod/mini';
import type { AnyCategory } from '../../contract/category.ts';
import type { Value } from '../../contract/content.ts';
import { jsonSchemaOf } from '../../contract/json-schema.ts';
import { anyValue, optional, required } from './fields.ts';
import { defineChange, defineOperation } from './operation.ts';

export const listActions = defineOperation({
  id: 'list-actions',
  summary: 'Lists the actions of categories with the schemas of their input',
  method: 'GET',
  path: '/v1/actions',
  input: z.strictObject({}),
  output: anyValue(),
  commands: [{ words: 'actions' }],
  run: ({ categories }) => categories.flatMap(actionsOf),
});

function actionsOf({ id, actions = {} }: AnyCategory): Value[] {
  const named: [string, AnyCategory['actions'][string]][] = Object.entries(actions);
  return named.map(([action, { description, input }]) => ({
    category: id,
    action,
    description,
    input: jsonSchemaOf(input),
  }));
}

export const runAction = defineChange({
  id: 'run-action',
  summary: 'Runs an action of a category',
  method: 'POST',
  path: '/v1/actions/{category}/{action}',
  input: z.strictObject({
    category: required(z.string(), 'the category'),
    action: required(z.string(), 'the action of the category'),
    input: optional(anyValue(), 'the input of the action'),
  }),
  body: 'input',
  // Each action is a command of its own: `spot interrupt`.
  commands: [],
  change: ({ clock }, { category, action, input = {} }) => ({
    kind: 'action',
    category,
    action,
    input,
    at: clock.now(),
  }),
});
