import { listActions, runAction } from './actions.ts';
import {
  patchInstance,
  patchMetadataOptions,
  removePath,
  reset,
  revokeTokens,
  setPath,
} from './changes.ts';
import { getClock, moveClock } from './clock.ts';
import { addFault, clearFaults, listFaults, removeFault, setFaults } from './faults.ts';
import { listInstances } from './instances.ts';
import type { Operation } from './operation.ts';
import { clearRequests, listRequests } from './requests.ts';
import { listScenarios, playScenario, stopScenario } from './scenarios.ts';
import { getState } from './state.ts';

/**
 * Everything that can be done to a running mock, or asked of it, in the order that docs show it.
 *
 * @public
 */
export const operations: readonly Operation[] = [
  getState,
  listActions,
  runAction,
  patchInstance,
  patchMetadataOptions,
  setPath,
  removePath,
  getClock,
  moveClock,
  listFaults,
  addFault,
  setFaults,
  removeFault,
  clearFaults,
  listRequests,
  clearRequests,
  listScenarios,
  playScenario,
  stopScenario,
  revokeTokens,
  listInstances,
  reset,
];
