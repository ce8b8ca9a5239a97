import type { ImdsVersion } from '../../contract/request.ts';
import { createDraw, drawText } from '../../instance/draw.ts';
import type { Instance } from '../../instance/instance.ts';
import type { Refresh } from '../../instance/refresh.ts';
import { formatTime } from '../../text/time.ts';

/** Captured credentials are valid for 6:07 to 6:34 hours. */
export const VALID_MS = 380 * 60_000;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What credentials are drawn from: they stay the same until the next refresh. */
export interface Subject {
  readonly instance: Instance;
  readonly imds: ImdsVersion;
  readonly refresh: Refresh;
  /** How many rotations were asked for; none if absent. */
  readonly rotations?: number;
}

/**
 * Temporary credentials of a role, which open nothing. Requests with a session token get others than those without, as
 * AWS documents for `httpTokens`.
 *
 * @param owner - the name of the role
 */
export function temporaryCredentials(owner: string, subject: Subject): Record<string, string> {
  const { instance, imds, refresh, rotations = 0 } = subject;
  const draw = createDraw(instance.seed);
  const rotated = rotations === 0 ? '' : `rotated-${rotations}/`;
  const name = `credentials/${owner}/${imds}/${rotated}${refresh.index}`;
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
