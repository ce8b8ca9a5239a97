import type { Value } from '../../contract/content.ts';
import type { FleetSelection } from '../instances.ts';
import { FleetSelectionSchema } from '../instances.ts';
import { anyValue } from './fields.ts';
import { defineOperation } from './operation.ts';

export const listInstances = defineOperation({
  id: 'list-instances',
  summary: 'Lists the instances of the fleet, or those that are selected',
  method: 'GET',
  path: '/v1/instances',
  input: FleetSelectionSchema,
  output: anyValue(),
  commands: [{ words: 'instances' }],
  run: (control, selection) => control.instances(selection as FleetSelection) as unknown as Value,
});
