import * as z from 'zod/mini';
import { shownChange } from '../../changes/shown-change.ts';
import type { Value } from '../../contract/content.ts';
import { sizeOfBase64 } from '../../text/base64.ts';
import type { Control } from '../control.ts';
import { scheduledNotices } from '../pending-notices.ts';
import { clockOf } from './clock.ts';
import { faultsOf } from './faults.ts';
import { anyValue } from './fields.ts';
import { defineOperation } from './operation.ts';

export const getState = defineOperation({
  id: 'get-state',
  summary: 'Shows the instance, its options, its notices, the clock, the faults and what was done',
  method: 'GET',
  path: '/v1/state',
  input: z.strictObject({}),
  output: anyValue(),
  commands: [{ words: 'state' }],
  run: (control) => stateOf(control),
});

/** The state of a mock as JSON. User data is shown by its size, since what holds secrets belongs in no log. */
function stateOf(control: Control): Value {
  const { imds, clock } = control;
  const { profile, instance, metadataOptions } = imds.snapshot;
  const { userData, ...shown } = instance;
  return {
    profile: profile.id,
    startedAt: new Date(imds.startedAt).toISOString(),
    clock: clockOf(control),
    instance: { ...shown, userDataBytes: userData === null ? null : sizeOfBase64(userData) },
    metadataOptions,
    faults: faultsOf(control),
    notices: scheduledNotices(imds.snapshot, clock.now()),
    changes: imds.changes.map(shownChange),
  } as unknown as Value;
}
