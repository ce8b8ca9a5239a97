import type { Instance } from './instance.ts';

/** The ARN of an instance profile; `null` if there is none. */
export function profileArn({
  partition,
  accountId,
  instanceProfile,
}: Pick<Instance, 'partition' | 'accountId' | 'instanceProfile'>): string | null {
  if (instanceProfile === null) return null;
  return `arn:${partition}:iam::${accountId}:instance-profile/${instanceProfile}`;
}
