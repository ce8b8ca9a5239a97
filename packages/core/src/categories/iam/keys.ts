/** The leaf that holds the name of the role. */
export const ROLE = 'iam-security-credentials-role';
