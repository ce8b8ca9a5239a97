import type { RoleCredentials } from '../../contract/role-credentials.ts';
import { formatTime } from '../../text/time.ts';
import { temporaryCredentials, VALID_MS } from './credentials.ts';
import type { IamContext } from './state.ts';
import { failureOf, roleRefresh } from './state.ts';

/** Where AWS explains the error documents. */
export const TROUBLESHOOTING =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc';

/** The document of the role's credentials: an error, the caller's own, or temporary ones. */
export function roleCredentials(role: string, context: IamContext): Record<string, string> {
  if (failureOf(context) === 'AssumeRoleUnauthorizedAccess') return refusal(role, context);
  const own = context.roleCredentials;
  if (own !== undefined) return ownCredentials(own, context);
  const { instance, imds, state } = context;
  const rotations = state.rotation?.count ?? 0;
  return temporaryCredentials(role, { instance, imds, rotations, refresh: roleRefresh(context) });
}

function refusal(role: string, context: IamContext): Record<string, string> {
  return {
    Code: 'AssumeRoleUnauthorizedAccess',
    Message: `EC2 cannot assume the role ${role}.  Please see documentation at ${TROUBLESHOOTING}.`,
    LastUpdated: formatTime(roleRefresh(context).at),
  };
}

function ownCredentials(
  { accessKeyId, secretAccessKey, sessionToken = '', expiresAt }: RoleCredentials,
  context: IamContext,
): Record<string, string> {
  const { at } = roleRefresh(context);
  return {
    Code: 'Success',
    LastUpdated: formatTime(at),
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: formatTime(expiresAt ?? at + VALID_MS),
  };
}
