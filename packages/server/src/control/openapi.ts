import type { AnyCategory, JsonSchema, Operation, Value } from '@aemm/core';
import { jsonSchemaOf, operations, pathFields, takesQuery } from '@aemm/core';

/** The version of the paths, which changes when a client would have to. */
const API_VERSION = '1.0.0';

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['title', 'status', 'detail'],
  properties: {
    title: { type: 'string', description: 'the name of the status' },
    status: { type: 'integer', description: 'the status of the answer' },
    detail: { type: 'string', description: 'what was wrong, and what is allowed' },
    code: { type: 'string', description: 'the code of the error' },
    field: { type: 'string', description: 'the field that is wrong' },
  },
};

/**
 * The OpenAPI 3.1 document of a control plane.
 *
 * @param categories - those whose actions it names
 * @public
 */
export function openApiDocument(categories: readonly AnyCategory[]): JsonSchema {
  const paths: Record<string, Record<string, Value>> = {};
  const add = (path: string, method: string, described: Value): void => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  };
  for (const operation of operations) {
    add(operation.path.replace('*}', '}'), operation.method, describe(operation));
  }
  for (const category of categories) {
    for (const [name, { description, input }] of Object.entries(category.actions ?? {})) {
      const path = `/v1/actions/${category.id}/${name}`;
      add(path, 'POST', {
        operationId: `${category.id}.${name}`,
        summary: description,
        tags: ['actions'],
        requestBody: jsonBody(jsonSchemaOf(input), false),
        responses: responses(undefined),
      });
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control plane of ec2-metadata-mock',
      version: API_VERSION,
      description:
        'Drives a running mock: actions, time, faults, requests that came, and reset. In a fleet each path below /v1 is there for one instance as well, below /v1/instances/{instance}, and for many, below /v1/fleet: the query selects them by label (a tag: Name=web-*), index (numbers of the template: 0-99) and share (0.1), and the answer is a list of { instance, answer }, or { instance, error }.',
    },
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{}, { token: [] }],
  };
}

function describe(operation: Operation): Value {
  const { id, summary, path, body, input, output } = operation;
  const { properties = {}, required = [], ...rest } = jsonSchemaOf(input);
  const fields = properties as Record<string, Value>;
  const needed = required as readonly string[];
  const inPath = pathFields(operation);
  const others = Object.keys(fields).filter((name) => !inPath.includes(name));
  const isQuery = takesQuery(operation);
  const parameters = [
    ...inPath.map((name) => parameter(name, 'path', fields[name], true)),
    ...(isQuery
      ? others.map((name) => parameter(name, 'query', fields[name], needed.includes(name)))
      : []),
  ];
  const ownFields = Object.fromEntries(others.map((name) => [name, fields[name] ?? {}]));
  const ownSchema: JsonSchema =
    body === undefined
      ? { ...rest, properties: ownFields, required: needed.filter((name) => others.includes(name)) }
      : ((fields[body] ?? {}) as JsonSchema);
  return {
    operationId: id,
    summary,
    tags: [tagOf(path)],
    ...(parameters.length > 0 && { parameters }),
    ...(!isQuery && others.length > 0 && { requestBody: jsonBody(ownSchema, needed.length > 0) }),
    responses: responses(output && jsonSchemaOf(output)),
  };
}

function tagOf(path: string): string {
  const [, , tag = ''] = path.split('/');
  return tag;
}

function parameter(name: string, place: string, schema: Value | undefined, required: boolean) {
  const { description = '', ...rest } = (schema ?? {}) as Record<string, Value>;
  return { name, in: place, required, description, schema: rest };
}

function jsonBody(schema: JsonSchema, required: boolean): Value {
  return { required, content: { 'application/json': { schema } } };
}

function responses(output: JsonSchema | undefined): Value {
  const done =
    output === undefined
      ? { 204: { description: 'Done' } }
      : { 200: { description: 'Done', content: { 'application/json': { schema: output } } } };
  return {
    ...done,
    default: {
      description: 'Refused: nothing was changed',
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  };
}
