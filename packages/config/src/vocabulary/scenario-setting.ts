import type { Scenario, Setting } from '@aemm/core';
import { ScenarioSchema } from '@aemm/core';

/** A setting that is a list of steps, the name of a scenario or of a file that holds one, or empty for none. */
export function scenarioSetting({
  description,
}: {
  readonly description: string;
}): Setting<Scenario | string> {
  return {
    description,
    default: '',
    type: 'string',
    allowed: 'a file, the name of a scenario, or a list of 1 to 1000 steps',
    schema: {
      '~standard': {
        version: 1,
        vendor: 'aemm',
        validate: (raw) =>
          typeof raw === 'string' ? { value: raw } : ScenarioSchema['~standard'].validate(raw),
      },
    },
  };
}
