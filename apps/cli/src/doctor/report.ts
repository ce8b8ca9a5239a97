import { toPrintable } from '@aemm/config';
import type { Finding } from './finding.ts';

/** The findings as lines for a person, and what they come to. */
export function report(findings: readonly Finding[]): readonly string[] {
  const problems = findings.filter(({ status }) => status === 'problem').length;
  const conclusion =
    problems === 0
      ? 'Nothing stands in the way.'
      : `${problems} ${problems === 1 ? 'problem stands' : 'problems stand'} in the way.`;
  return [...findings.map(line), conclusion];
}

function line({ status, message, advice }: Finding): string {
  return toPrintable(`${status.padEnd(8)} ${message}${advice === undefined ? '' : ` ${advice}`}`);
}
