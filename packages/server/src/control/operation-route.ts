import type { Control, JsonSchema, Operation, Value } from '@aemm/core';
import {
  AemmError,
  isFields,
  jsonSchemaOf,
  pathFields,
  readText,
  runOperation,
  takesQuery,
} from '@aemm/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Adds the route of an operation. */
export function addOperation(
  server: FastifyInstance,
  operation: Operation,
  control: Control,
): void {
  const readInput = createInput(operation);
  server.route({
    method: operation.method,
    url: routeOf(operation.path),
    handler(request, reply) {
      const answer = runOperation(operation, control, readInput(request));
      if (answer === undefined) return reply.code(204).send();
      return reply.type('application/json').send(JSON.stringify(answer));
    },
  });
}

/** The path of an operation as fastify writes it. */
function routeOf(path: string): string {
  return path.replace(/\{\w+\*\}/, '*').replace(/\{(\w+)\}/g, ':$1');
}

/** Reads what a request asks for: parameters of its path, its query, and its body, as one object. */
function createInput(operation: Operation): (request: FastifyRequest) => Record<string, unknown> {
  const names = pathFields(operation);
  const inPath = (params: Readonly<Record<string, string>>) =>
    Object.fromEntries(names.map((name) => [name, params[name] ?? params['*'] ?? '']));
  const readOthers = takesQuery(operation) ? createQuery(operation) : createBody(operation);
  return (request) => ({
    ...readOthers(request),
    ...inPath(request.params as Record<string, string>),
  });
}

function createQuery({ input }: Operation): (request: FastifyRequest) => Record<string, unknown> {
  const properties = (jsonSchemaOf(input).properties ?? {}) as JsonSchema;
  return ({ query }) => readQuery(query as Query, properties);
}

function createBody({ body: field }: Operation): (request: FastifyRequest) => object {
  if (field === undefined) return ({ body = {} }) => fieldsOf(body);
  return ({ body = {} }) => ({ [field]: body });
}

/** Spread, anything else would be no fields at all, or those of its characters. */
function fieldsOf(body: unknown): object {
  if (isFields(body)) return body;
  const message = `The body is ${kindOf(body)}. Allowed: a JSON object.`;
  throw new AemmError('AEMM_INPUT_INVALID', message);
}

function kindOf(body: unknown): string {
  if (body === null) return 'null';
  return Array.isArray(body) ? 'a list' : `a ${typeof body}`;
}

type Query = Readonly<Record<string, string | string[]>>;

function readQuery(query: Query, properties: JsonSchema): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => [
      name,
      typeof text === 'string' ? readText(text, properties[name]) : text,
    ]),
  );
}
