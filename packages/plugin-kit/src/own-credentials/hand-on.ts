import type { ImdsSpec, Instance } from '@aemm/core';
import type { OwnCredentials } from './open.ts';

/** What is served, with the caller's own credentials if they are handed on. */
export function specWith(own: OwnCredentials | undefined, spec: ImdsSpec): ImdsSpec {
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
