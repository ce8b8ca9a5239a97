import type { Fields, Value } from '../../contract/content.ts';
import { isFields } from '../../contract/content.ts';
import type { ServiceContext } from '../../contract/service.ts';
import { lastRefresh } from '../../instance/refresh.ts';
import { parseTime } from '../../text/time.ts';
import { temporaryCredentials } from '../iam/credentials.ts';

/** The credentials of a role, with the names that clients of containers know. */
export interface RoleCredentials {
  readonly role: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly expiration: string;
}

type Context = Pick<ServiceContext, 'instance' | 'startedAt' | 'now' | 'value'>;

/**
 * The credentials that the instance has now; `undefined` if it has no role. Agents renew credentials before they expire,
 * so those that have expired, as AEMM's fixed ones, get the expiration of fresh ones.
 */
export function roleCredentials(context: Context): RoleCredentials | undefined {
  const role = context.value('iam-security-credentials-role');
  const credentials = readFields(context.value('iam-security-credentials'));
  if (typeof role !== 'string' || credentials === undefined) return undefined;
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = credentials;
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') return undefined;
  return {
    role,
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    token: String(Token),
    expiration: isOver(String(Expiration), context.now)
      ? nextExpiration(context)
      : String(Expiration),
  };
}

/** A recorded service is configured as the text it gave, which the instance serves as it is: JSON. */
function readFields(value: Value | undefined): Fields | undefined {
  if (typeof value !== 'string') return isFields(value) ? value : undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isFields(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isOver(expiration: string, now: number): boolean {
  return (parseTime(expiration) ?? now) <= now;
}

function nextExpiration({ instance, startedAt, now }: Context): string {
  const refresh = lastRefresh(startedAt, now);
  return String(temporaryCredentials('', { instance, imds: 'v2', refresh }).Expiration);
}
