/**
 * Credentials of the caller that a mock hands on as those of the role.
 *
 * @public
 */
export interface RoleCredentials {
  /** The id of the access key. */
  readonly accessKeyId: string;
  /** The secret access key. */
  readonly secretAccessKey: string;
  /** The session token; absent for the keys of a user, and then served as an empty text, which clients ignore. */
  readonly sessionToken?: string;
  /** When they expire, in milliseconds since the Unix epoch; absent: as those that are made up. */
  readonly expiresAt?: number;
}

/**
 * The errors that IMDS reports in place of credentials, with status 200.
 *
 * - `AssumeRoleUnauthorizedAccess`: the role does not trust EC2; its credentials are an error document
 * - `InstanceProfileNotFound`: the instance profile was deleted; `iam/info` is an error document, and no role is there
 *
 * @public
 */
export const IAM_ERRORS = ['AssumeRoleUnauthorizedAccess', 'InstanceProfileNotFound'] as const;

/**
 * One of {@link IAM_ERRORS}.
 *
 * @public
 */
export type IamError = (typeof IAM_ERRORS)[number];

/**
 * What the action `iam.fail` puts in place of the role's credentials: one of {@link IAM_ERRORS}, or `NoInstanceProfile`,
 * where there is no `iam/` at all.
 *
 * @public
 */
export type IamFailure = IamError | 'NoInstanceProfile';
