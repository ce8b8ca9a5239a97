import type { Value } from '../../contract/content.ts';
import { profileArn } from '../../instance/arn.ts';
import { formatTime } from '../../text/time.ts';
import { TROUBLESHOOTING } from './role.ts';
import type { IamContext } from './state.ts';
import { failureOf, roleRefresh } from './state.ts';

/** What IMDS says about the instance profile; `undefined` if there is none. */
export function instanceProfileInfo(context: IamContext): Value | undefined {
  const { instance } = context;
  const failure = failureOf(context);
  if (instance.instanceProfile === null || failure === 'NoInstanceProfile') return undefined;
  const LastUpdated = formatTime(roleRefresh(context).at);
  if (failure === 'InstanceProfileNotFound') {
    const Message = `Instance Profile ${profileArn(instance)} cannot be found.  Please see documentation at ${TROUBLESHOOTING}.`;
    return { Code: failure, Message, LastUpdated };
  }
  return {
    Code: 'Success',
    LastUpdated,
    InstanceProfileArn: profileArn(instance),
    InstanceProfileId: instance.instanceProfileId,
  };
}
