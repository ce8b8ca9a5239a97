import type { FleetDescription, Setting } from '@aemm/core';
import { FleetSchema } from '@aemm/core';
import { fromJson } from './from-json.ts';

/** A setting that is a fleet, or `null` for none; from the environment it is JSON. */
export function fleetSetting({
  description,
}: {
  readonly description: string;
}): Setting<FleetDescription | null> {
  return {
    description,
    default: null,
    type: 'string',
    flag: false,
    allowed: 'a fleet, { "by": "client", "template": { "count": 3, "subnet": "10.1.0.0/16" } }',
    schema: {
      '~standard': {
        version: 1,
        vendor: 'aemm',
        validate(raw) {
          const fleet = fromJson(raw, null);
          return fleet === null ? { value: fleet } : FleetSchema['~standard'].validate(fleet);
        },
      },
    },
  };
}
