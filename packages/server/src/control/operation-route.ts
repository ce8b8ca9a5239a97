import type { Control, JsonSchema, Operation, Value } from '@aemm/core';
import { jsonSchemaOf, readText, runOperation } from '@aemm/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Adds the route of an operation. */
export function addOperation(
  server: FastifyInstance,
  operation: Operation,
  control: Control,
): void {
  server.route({
    method: operation.method,
    url: routeOf(operation.path),
    handler(request, reply) {
      const answer = runOperation(operation, control, inputOf(operation, request));
      if (answer === undefined) return reply.code(204).send();
      return reply.type('application/json').send(JSON.stringify(answer));
    },
  });
}

/** The path of an operation as fastify writes it. */
function routeOf(path: string): string {
  return path.replace(/\{\w+\*\}/, '*').replace(/\{(\w+)\}/g, ':$1');
}

/** What a request asks for: parameters of its path, its query, and its body, as one object. */
function inputOf(operation: Operation, request: FastifyRequest): Record<string, unknown> {
  const { method, path, body: bodyField } = operation;
  const properties = propertiesOf(operation);
  const inPath = pathParameters(path, request.params as Record<string, string>);
  if (method === 'GET' || method === 'DELETE') {
    return { ...readQuery(request.query as Query, properties), ...inPath };
  }
  const body = request.body ?? {};
  return bodyField === undefined
    ? { ...(body as object), ...inPath }
    : { [bodyField]: body, ...inPath };
}

function pathParameters(path: string, params: Record<string, string>): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\*?\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, params[name] ?? params['*'] ?? '']));
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

const known = new WeakMap<Operation, JsonSchema>();

function propertiesOf(operation: Operation): JsonSchema {
  const properties =
    known.get(operation) ?? ((jsonSchemaOf(operation.input).properties ?? {}) as JsonSchema);
  known.set(operation, properties);
  return properties;
}
