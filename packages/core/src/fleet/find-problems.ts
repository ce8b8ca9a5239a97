import type { Profile } from '../contract/profile.ts';
import { AemmError } from '../errors.ts';
import { errorOfFinding } from '../instance/finding-error.ts';
import { findingsOf } from './check-members.ts';
import type { FleetDescription } from './description.ts';

/**
 * What is wrong with a valid fleet and does not prevent serving it.
 *
 * @throws AemmError `AEMM_INSTANCE_INVALID` for what a profile refuses
 * @public
 */
export function findFleetProblems(
  fleet: FleetDescription,
  { policy }: Profile,
): readonly AemmError[] {
  return [...unusedKeys(fleet), ...unrealInstances(fleet, policy.unrealInstance === 'refuse')];
}

function unusedKeys({ by, header, trustedClients }: FleetDescription): AemmError[] {
  if (by === 'header') return [];
  return Object.entries({ header, trustedClients }).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const key = `fleet.${name}`;
    const message = `${key} has no effect: the instances are distinguished by ${by}.`;
    return [new AemmError('AEMM_OVERRIDE_UNUSED', message, { key })];
  });
}

function unrealInstances(fleet: FleetDescription, areRefused: boolean): AemmError[] {
  return findingsOf(fleet).map(({ at, finding }) => {
    const place = ['fleet', ...at, 'instance'];
    if (areRefused && finding.severity === 'unreal') {
      throw errorOfFinding(finding, 'AEMM_INSTANCE_INVALID', place);
    }
    return errorOfFinding(finding, 'AEMM_INSTANCE_UNREAL', place);
  });
}
