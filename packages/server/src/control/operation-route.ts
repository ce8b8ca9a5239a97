import type { Control, JsonSchema, Operation, Steps, Value } from '@aemm/core';
import {
  AemmError,
  isFields,
  jsonSchemaOf,
  pathFields,
  readText,
  runOperationInSteps,
  takesQuery,
} from '@aemm/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inTurns } from './in-turns.ts';

/** Whom the routes of operations are for. */
export interface OperationTarget {
  /** What the paths begin with, in place of `/v1`. */
  readonly prefix: string;
  /** Does it, with its input, and returns what it answers; `undefined`: nothing. */
  run(operation: Operation, input: Input, request: FastifyRequest): Steps<Value | undefined>;
}

/** The input of an operation, as a request has it. */
export type Input = Readonly<Record<string, unknown>>;

/** Adds the route of an operation. */
export function addOperation(
  server: FastifyInstance,
  operation: Operation,
  { prefix, run }: OperationTarget,
): void {
  const readInput = createInput(operation);
  server.route({
    method: operation.method,
    url: routeOf(operation.path.replace(/^\/v1/, prefix)),
    async handler(request, reply) {
      const answer = await inTurns(run(operation, readInput(request), request));
      if (answer === undefined) return reply.code(204).send();
      return reply.type('application/json').send(JSON.stringify(answer));
    },
  });
}

/** Those of one mock. */
export function targetOf(control: Control): OperationTarget {
  return {
    prefix: '/v1',
    run: (operation, input) => runOperationInSteps(operation, control, input),
  };
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

/** The query of a request. */
export type Query = Readonly<Record<string, string | string[]>>;

/** Reads a query, as the types that a schema asks for. */
export function readQuery(query: Query, properties: JsonSchema): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => [
      name,
      typeof text === 'string' ? readText(text, properties[name]) : text,
    ]),
  );
}
