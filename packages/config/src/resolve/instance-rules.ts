import type { Instance } from '@aemm/core';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';

/** What must hold between two fields of an instance. It applies where both are configured. */
interface InstanceRule {
  /** The field that is reported, and the one that it conflicts with. */
  readonly fields: readonly [keyof Instance, keyof Instance];
  /** The rule, for the end of a message. */
  readonly rule: string;
  readonly holds: (instance: Instance) => boolean;
}

const RULES: readonly InstanceRule[] = [
  {
    fields: ['availabilityZone', 'region'],
    rule: 'the name of a zone begins with that of its region.',
    holds: ({ availabilityZone = '', region = '' }) => isZoneOf(availabilityZone, region),
  },
];

/** `eu-west-1b`, and the Local Zone `us-west-2-lax-1a` of `us-west-2`. */
function isZoneOf(zone: string, region: string): boolean {
  return zone.startsWith(region) && /^(?:[a-z]|-[a-z].*)$/.test(zone.slice(region.length));
}

/** Finds the fields of an instance that contradict each other. */
export function checkInstance(instance: Instance, overrides: Layer): readonly Problem[] {
  return RULES.flatMap(({ fields: [field, other], rule, holds }) => {
    const assignment = overrides.get(idOfField(field));
    const conflict = overrides.get(idOfField(other));
    // An absent field conflicts with none.
    if (assignment?.value == null || conflict?.value == null || holds(instance)) return [];
    return [{ assignment, conflict, advice: rule }];
  });
}

function idOfField(field: string): string {
  return `instance.${field}`.toLowerCase();
}
