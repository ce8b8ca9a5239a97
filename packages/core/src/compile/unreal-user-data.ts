import { AemmError } from '../errors.ts';
import { refusalOfUserData } from '../instance/user-data.ts';
import type { Route } from './route.ts';
import type { Scope } from './scope.ts';

/** The leaf that AEMM's files give user data by, beside `instance`, which has a rule of its own. */
const KEY = 'userdata';

/** Warns of user data that is configured as a value, and that EC2 would refuse. */
export function unrealUserData(routes: readonly Route[], { overrides }: Scope): AemmError[] {
  if (!overrides.has(KEY)) return [];
  return routes.flatMap(({ key, content }) => {
    const isBytes = key === KEY && content !== undefined && 'bytes' in content;
    const reason = isBytes ? refusalOfUserData(content.bytes.length) : undefined;
    if (reason === undefined) return [];
    const name = 'userdata.values.userdata';
    return [new AemmError('AEMM_INSTANCE_UNREAL', `${name}: ${reason}`, { key: name })];
  });
}
