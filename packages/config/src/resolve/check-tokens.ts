import { allow } from '../messages/problem.ts';
import type { Problem } from '../model/finding.ts';
import type { Assignment, ResolvedValue } from '../model/origin.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

/** Refuses that tokens are required by one name and optional by the other. */
export function checkTokens({ values }: ResolvedSettings): readonly Problem[] {
  const imdsv2 = values.get('imdsv2');
  const httpTokens = values.get('metadataOptions.httpTokens');
  if (!imdsv2 || !httpTokens?.value || isSilent(imdsv2)) return [];
  const expected = imdsv2.value ? 'required' : 'optional';
  if (httpTokens.value === expected) return [];
  return [
    {
      assignment: assignmentOf(httpTokens),
      conflict: assignmentOf(imdsv2),
      advice: allow(`${expected}, or nothing`),
    },
  ];
}

/** A file that AEMM saved has `imdsv2: false` whether or not anybody asked for it. */
function isSilent({ value, origin: { source } }: ResolvedValue): boolean {
  return value === false && source !== 'flag' && source !== 'environment';
}

function assignmentOf({ path, value, origin }: ResolvedValue): Assignment {
  return { path, value, origin };
}
