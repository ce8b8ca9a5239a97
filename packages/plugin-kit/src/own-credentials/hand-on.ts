import type { Config } from '@aemm/config';
import type { ImdsSpec, Instance } from '@aemm/core';
import type { OwnCredentials } from './open.ts';

/** What is served of a configuration, with the caller's own credentials if they are handed on. */
export function specWith(
  own: OwnCredentials | undefined,
  config: Config,
  notices: readonly string[] | undefined,
): ImdsSpec {
  const spec = config.spec(notices);
  return own === undefined ? spec : { ...spec, roleCredentials: () => own.read() };
}

/** The warning that a mock starts with if it hands on credentials that open something. */
export function ownCredentialsWarning(
  { owner }: OwnCredentials,
  { role }: Pick<Instance, 'role'>,
): string {
  return role === null
    ? `Warning: credentialsFrom has no effect: without a role, the credentials of ${owner} are not served.`
    : `Warning: every client of this mock gets the real credentials of ${owner}, as credentialsFrom asks for.`;
}
