import type { LeafContext } from '../../contract/category.ts';
import type { RoleCredentials } from '../../contract/role-credentials.ts';
import { createDraw, drawText } from '../../instance/draw.ts';
import type { Refresh } from '../../instance/refresh.ts';
import { lastRefresh } from '../../instance/refresh.ts';
import { formatTime } from '../../text/time.ts';

/** Captured credentials are valid for 6:07 to 6:34 hours. */
const VALID_MS = 380 * 60_000;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What credentials are for: they stay the same until the next refresh. */
export type Subject = Pick<LeafContext, 'instance' | 'startedAt' | 'time' | 'imds'>;

/** What decides about the credentials of the role. */
type RoleSubject = Subject & Pick<LeafContext, 'iamError' | 'roleCredentials'>;

/** The document of the role's credentials: an error, the caller's own, or temporary ones. */
export function roleCredentials(role: string, subject: RoleSubject): Record<string, string> {
  if (subject.iamError === 'AssumeRoleUnauthorizedAccess') return refusal(role, subject);
  const own = subject.roleCredentials;
  return own === undefined ? temporaryCredentials(role, subject) : ownCredentials(own, subject);
}

/** Where AWS explains the error documents. */
export const TROUBLESHOOTING =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc';

function refusal(role: string, subject: Subject): Record<string, string> {
  return {
    Code: 'AssumeRoleUnauthorizedAccess',
    Message: `EC2 cannot assume the role ${role}.  Please see documentation at ${TROUBLESHOOTING}.`,
    LastUpdated: formatTime(refreshOf(subject).at),
  };
}

function ownCredentials(
  { accessKeyId, secretAccessKey, sessionToken = '', expiresAt }: RoleCredentials,
  subject: Subject,
): Record<string, string> {
  const { at } = refreshOf(subject);
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

/**
 * Temporary credentials of a role, which open nothing. Requests with a session token get others than those without, as
 * AWS documents for `httpTokens`.
 *
 * @param owner - the name of the role
 */
export function temporaryCredentials(owner: string, subject: Subject): Record<string, string> {
  const refresh = refreshOf(subject);
  const draw = createDraw(subject.instance.seed);
  const name = `credentials/${owner}/${subject.imds}/${refresh.index}`;
  return {
    Code: 'Success',
    LastUpdated: formatTime(refresh.at),
    Type: 'AWS-HMAC',
    AccessKeyId: `ASIA${drawText(draw, `${name}/id`, BASE32, 16)}`,
    SecretAccessKey: drawText(draw, `${name}/secret`, BASE64, 40),
    Token: `IQoJb3JpZ2luX2VjE${drawText(draw, `${name}/token`, BASE64, 835)}`,
    Expiration: formatTime(refresh.at + VALID_MS),
  };
}

/** The last refresh before a request. */
export function refreshOf({ startedAt, time }: Pick<Subject, 'startedAt' | 'time'>): Refresh {
  return lastRefresh(startedAt, time);
}
