/**
 * Variables that mean the same to AWS clients, and what a client does that finds one.
 *
 * @public
 */
export interface VariableGroup {
  /** The variables. */
  readonly names: readonly string[];
  /** What a client does, which is not named: `uses these credentials`. */
  readonly effect: string;
  /** `true`: it changes what some programs find out about their surroundings, not how AWS SDKs get credentials. */
  readonly isHint?: true;
}

/**
 * Variables that clients read the address of the instance metadata service from.
 *
 * @public
 */
export const ENDPOINT_VARIABLES = {
  /** With a slash at its end: botocore before 1.34 joins it and the path as they are, all others take both forms. */
  withSlash: ['AWS_EC2_METADATA_SERVICE_ENDPOINT'],
  /** aws-node-termination-handler and GDAL, which append a path that begins with a slash. */
  withoutSlash: ['INSTANCE_METADATA_URL', 'CPL_AWS_EC2_API_ROOT_URL'],
} as const;

/**
 * It chooses between the two link-local addresses, and means nothing beside an endpoint.
 *
 * @public
 */
export const ENDPOINT_MODE_VARIABLE = 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE';

/**
 * Variables that keep AWS clients from the metadata service: each of these is preferred to it, or turns it off.
 *
 * @public
 */
export const COMPETING_VARIABLES: readonly VariableGroup[] = [
  { names: ['AWS_EC2_METADATA_DISABLED'], effect: 'asks no metadata service' },
  {
    names: [
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_SECURITY_TOKEN',
      'AWS_CREDENTIAL_EXPIRATION',
      'AWS_ACCESS_KEY',
      'AWS_SECRET_KEY',
    ],
    effect: 'uses these credentials',
  },
  {
    names: ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME'],
    effect: 'assumes this role by a web identity',
  },
  {
    names: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
    effect: 'uses the credentials of this profile',
  },
  {
    names: [
      'AWS_CREDENTIAL_FILE',
      'AWS_CREDENTIAL_PROFILES_FILE',
      'BOTO_CONFIG',
      'CPL_AWS_CREDENTIALS_FILE',
    ],
    effect: 'uses the credentials of this file',
  },
  {
    names: [
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    ],
    effect: 'asks another service, for the credentials of a container',
  },
  {
    names: ['ECS_CONTAINER_METADATA_URI', 'ECS_CONTAINER_METADATA_URI_V4', 'AWS_EXECUTION_ENV'],
    effect: 'takes this for a container or a function',
    isHint: true,
  },
];

/**
 * Files that have a place in the home directory where these variables name no other: credentials in them are preferred
 * to those of an instance.
 *
 * @public
 */
export const SHARED_FILE_VARIABLES = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const;
