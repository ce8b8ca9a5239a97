import * as z from 'zod/mini';
import type { Value } from '../../contract/content.ts';
import { AemmError } from '../../errors.ts';
import type { Fault } from '../../faults/fault.ts';
import { FaultListSchema, FaultSchema } from '../../faults/fault.ts';
import type { Control } from '../control.ts';
import { anyValue, required } from './fields.ts';
import { defineOperation } from './operation.ts';

/** The faults in force as JSON. */
export const faultsOf = ({ faults }: Control): Value => faults.list() as unknown as Value;

export const listFaults = defineOperation({
  id: 'list-faults',
  summary: 'Lists the faults, and how many requests each struck',
  method: 'GET',
  path: '/v1/faults',
  input: z.strictObject({}),
  output: anyValue(),
  commands: [{ words: 'fault list' }],
  run: faultsOf,
});

export const addFault = defineOperation({
  id: 'add-fault',
  summary: 'Adds a fault, or changes the one of its name',
  method: 'POST',
  path: '/v1/faults',
  input: FaultSchema,
  output: anyValue(),
  commands: [{ words: 'fault add' }],
  run: (control, fault) => ({ id: control.fault(fault as Fault).id }),
});

export const setFaults = defineOperation({
  id: 'set-faults',
  summary: 'Makes these the only faults; those that are unchanged go on counting',
  method: 'PUT',
  path: '/v1/faults',
  input: z.strictObject({ faults: required(FaultListSchema, 'the faults') }),
  body: 'faults',
  output: anyValue(),
  commands: [{ words: 'fault set', args: ['faults'] }],
  run(control, { faults }) {
    control.faults.set(faults as Fault[]);
    return faultsOf(control);
  },
});

export const removeFault = defineOperation({
  id: 'remove-fault',
  summary: 'Removes a fault',
  method: 'DELETE',
  path: '/v1/faults/{id}',
  input: z.strictObject({ id: required(z.string(), 'its name, or the id that was generated') }),
  commands: [{ words: 'fault remove', args: ['id'] }],
  run({ faults }, { id }) {
    if (faults.remove(id)) return undefined;
    const known = faults.list().map((fault) => fault.id);
    const allowed = known.length === 0 ? 'There are none' : `There are ${known.join(', ')}`;
    throw new AemmError('AEMM_FAULT_UNKNOWN', `There is no fault "${id}". ${allowed}.`, {
      key: 'id',
    });
  },
});

export const clearFaults = defineOperation({
  id: 'clear-faults',
  summary: 'Removes all faults',
  method: 'DELETE',
  path: '/v1/faults',
  input: z.strictObject({}),
  commands: [{ words: 'fault clear' }],
  run({ faults }) {
    faults.clear();
    return undefined;
  },
});
