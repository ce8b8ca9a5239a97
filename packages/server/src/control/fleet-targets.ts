import type { Fleet, FleetSelection, JsonSchema, Steps, Value } from '@aemm/core';
import { AemmError, FleetSelectionSchema, jsonSchemaOf, runOperationInSteps } from '@aemm/core';
import type { FastifyRequest } from 'fastify';
import type { OperationTarget } from './operation-route.ts';
import { readQuery } from './read-request.ts';

/** Where the operations of one instance are. */
export const INSTANCE_PREFIX = '/v1/instances/:instance';

/** Where those of many instances are. */
const FLEET_PREFIX = '/v1/fleet';

/** The operations of one instance of a fleet, and of those that a query selects. */
export function fleetTargets(fleet: Fleet | undefined): readonly OperationTarget[] {
  return [
    {
      prefix: INSTANCE_PREFIX,
      run: (operation, input, request) =>
        runOperationInSteps(operation, instanceOf(fleet, request), input),
    },
    {
      prefix: FLEET_PREFIX,
      selection: Object.keys(SELECTION),
      run(operation, input, request) {
        const ids = selected(fleet, request).map(({ id }) => id);
        return runForEach(ids, (id) =>
          runOperationInSteps(operation, needFleet(fleet).instance(id), input),
        );
      },
    },
  ];
}

/** The instance that the path of a request names. Throws `AEMM_INSTANCE_UNKNOWN`. */
export function instanceOf(fleet: Fleet | undefined, { params }: FastifyRequest) {
  return needFleet(fleet).instance((params as { instance: string }).instance);
}

function needFleet(fleet: Fleet | undefined): Fleet {
  if (fleet !== undefined) return fleet;
  const message = 'This mock has no fleet: it needs one in its configuration, under the key fleet.';
  throw new AemmError('AEMM_INSTANCE_UNKNOWN', message);
}

/** The schemas of what selects. */
const SELECTION = (jsonSchemaOf(FleetSelectionSchema).properties ?? {}) as JsonSchema;

function selected(fleet: Fleet | undefined, { query }: FastifyRequest) {
  const selection = readQuery(query, SELECTION);
  const found = needFleet(fleet).select(selection as FleetSelection);
  if (found.length > 0) return found;
  const asked = Object.entries(selection).map(([name, value]) => `${name}=${value}`);
  throw new AemmError(
    'AEMM_INSTANCE_UNKNOWN',
    `No instance of the fleet fits ${asked.join(', ')}.`,
  );
}

/** The answers by instance. What the first refuses is refused; a later one shows why it alone refused. */
function* runForEach(
  ids: readonly string[],
  run: (id: string) => Steps<Value | undefined>,
): Steps<Value> {
  const answers: Value[] = [];
  for (const instance of ids) {
    try {
      const answer = yield* run(instance);
      answers.push(answer === undefined ? { instance } : { instance, answer });
    } catch (error) {
      if (answers.length === 0 || !(error instanceof AemmError)) throw error;
      answers.push({ instance, error: error.message });
    }
    yield;
  }
  return answers;
}
