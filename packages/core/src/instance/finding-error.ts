import { AemmError } from '../errors.ts';
import type { Finding } from './finding.ts';

/**
 * The error of a finding.
 *
 * @param place - where the instance stands in a configuration
 */
export function errorOfFinding(
  { path, allowed, reason, conflict, isName }: Finding,
  code: 'AEMM_INSTANCE_INVALID' | 'AEMM_INSTANCE_UNREAL',
  place: readonly (string | number)[] = ['instance'],
): AemmError {
  const key = [...place, ...path].join('.');
  const subject = isName && allowed !== undefined ? `The name of ${key}` : key;
  const because =
    conflict === undefined
      ? reason
      : `It conflicts with ${[...place, ...conflict].join('.')}: ${reason}`;
  const message =
    because === undefined
      ? `${subject} is not allowed. Allowed: ${allowed}.`
      : `${key}: ${because}`;
  return new AemmError(code, message, { key });
}
