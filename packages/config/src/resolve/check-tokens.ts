import { allow } from '../messages/problem.ts';
import type { Problem } from '../model/finding.ts';
import type { Assignment, ResolvedValue } from '../model/origin.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

/** Refuses that tokens are required by one name and optional by the other. */
export function checkTokens({ values }: ResolvedSettings): readonly Problem[] {
  const imdsv2 = values.get('imdsv2');
  const httpTokens = values.get('metadataOptions.httpTokens');
  if (imdsv2?.value !== true || httpTokens?.value !== 'optional') return [];
  return [
    {
      assignment: assignmentOf(httpTokens),
      conflict: assignmentOf(imdsv2),
      advice: allow('required, or nothing'),
    },
  ];
}

function assignmentOf({ path, value, origin }: ResolvedValue): Assignment {
  return { path, value, origin };
}
