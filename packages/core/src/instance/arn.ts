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

/** The ARN of a role of the account of an instance. */
export function roleArn(
  role: string,
  { partition, accountId }: Pick<Instance, 'partition' | 'accountId'>,
): string {
  return `arn:${partition}:iam::${accountId}:role/${role}`;
}
