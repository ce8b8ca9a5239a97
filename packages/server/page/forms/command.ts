import type { JsonSchema, Value } from '@aemm/core';
import type { Action, ApiDocument } from '../api/mock.ts';
import { toWords } from '../text.ts';

/** Something that can be done to the mock. Its form follows from it. */
export interface Command {
  readonly title: string;
  readonly summary: string;
  readonly method: string;
  /** Its path, with the names of fields in braces. */
  readonly path: string;
  /** What it takes, by name. */
  readonly fields: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  /** The field that is the whole body, where that is not an object of fields. */
  readonly body?: string;
}

/** A request of a command. */
export interface CommandRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: Value;
}

/** The command of an action. */
export function commandOfAction({ category, action, description, input }: Action): Command {
  return {
    title: toWords(action),
    summary: description,
    method: 'POST',
    path: `/v1/actions/${category}/${action}`,
    ...readObject(input),
  };
}

/** The command of an operation of the mock itself, by its id in the OpenAPI document. */
export function commandOfOperation(document: ApiDocument, id: string): Command {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId !== id) continue;
      const { summary, parameters = [], requestBody } = operation;
      const inPath = parameters.filter((each) => each.in === 'path');
      const schema = requestBody?.content['application/json'].schema;
      const { fields, required, body } = readBody(schema);
      return {
        title: toWords(id),
        summary,
        method: method.toUpperCase(),
        path,
        fields: {
          ...Object.fromEntries(
            inPath.map(({ name, description, schema }) => [
              name,
              // Without it, the path would be another one.
              { ...schema, description, minLength: 1 },
            ]),
          ),
          ...fields,
        },
        required: [...inPath.map(({ name }) => name), ...required],
        ...(body !== undefined && { body }),
      };
    }
  }
  throw new Error(`The control plane has no operation ${id}.`);
}

/** The request of a command with what was entered. */
export function requestOf({ method, path, body }: Command, input: Readonly<Record<string, Value>>) {
  const rest = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name] ?? '');
    delete rest[name];
    // Slashes too: a browser takes /../ out of a path.
    return encodeURIComponent(value);
  });
  const content = body === undefined ? rest : rest[body];
  const hasBody = body !== undefined || Object.keys(rest).length > 0;
  return { method, path: filled, ...(hasBody && { body: content }) } as CommandRequest;
}

type Inputs = Pick<Command, 'fields' | 'required' | 'body'>;

function readBody(schema: JsonSchema | undefined): Inputs {
  if (schema === undefined) return { fields: {}, required: [] };
  if ('properties' in schema) return readObject(schema);
  return { fields: { body: schema }, required: ['body'], body: 'body' };
}

function readObject({ properties = {}, required = [] }: JsonSchema): Inputs {
  return {
    fields: properties as Record<string, JsonSchema>,
    required: required as readonly string[],
  };
}
