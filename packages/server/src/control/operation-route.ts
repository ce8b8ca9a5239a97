import type { Control, Operation, Steps, Value } from '@aemm/core';
import { runOperationInSteps } from '@aemm/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inTurns } from './in-turns.ts';
import type { Input } from './read-request.ts';
import { createInput } from './read-request.ts';

/** Whom the routes of operations are for. */
export interface OperationTarget {
  /** What the paths begin with, in place of `/v1`. */
  readonly prefix: string;
  /** The fields of the query that select whom it is for; absent: none. */
  readonly selection?: readonly string[];
  /** Does it, with its input, and returns what it answers; `undefined`: nothing. */
  run(operation: Operation, input: Input, request: FastifyRequest): Steps<Value | undefined>;
}

/** Adds the route of an operation. */
export function addOperation(
  server: FastifyInstance,
  operation: Operation,
  { prefix, selection = [], run }: OperationTarget,
): void {
  const readInput = createInput(operation, selection);
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
