import type { Answer } from '../../contract/profile.ts';
import { jsonAnswer, textAnswer } from './answers.ts';
import type { RoleCredentials } from './role-credentials.ts';

/** The one path of the agent of EKS Pod Identity. */
export const EKS_PATH = '/v1/credentials';

/** What the agent puts in front of an error of EKS Auth. */
const REQUEST_ID = '[00000000-0000-0000-0000-000000000000]';

/** Three parts, as every JSON web token. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Answers as the agent of EKS Pod Identity, to which a pod sends the token of its service account.
 *
 * @param expected - the token that is accepted; empty: any
 * @see https://github.com/aws/eks-pod-identity-agent/blob/main/pkg/handlers/eks_credential_handler.go
 */
export function answerPod(
  token: string,
  expected: string,
  credentials: RoleCredentials | undefined,
  accountId: string | null,
): Answer {
  if (token === '') return textAnswer(400, 'Service account token cannot be empty');
  if (expected !== '' && token !== expected) return refuseToken(token);
  if (credentials === undefined) {
    return authError(
      404,
      'ResourceNotFoundException',
      'The specified resource could not be found.',
    );
  }
  const { accessKeyId, secretAccessKey, token: sessionToken, expiration } = credentials;
  return jsonAnswer(200, {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    ...(accountId !== null && { AccountId: accountId }),
    Expiration: expiration,
  });
}

/** The agent reads the token; whether it is good, EKS Auth decides. */
function refuseToken(token: string): Answer {
  if (!JWT.test(token)) {
    return textAnswer(
      400,
      'Service account token cannot be parsed: token is malformed: token contains an invalid number of segments',
    );
  }
  const reason = 'The specified Kubernetes service account token is invalid.';
  return authError(400, 'InvalidTokenException', reason);
}

function authError(status: number, code: string, message: string): Answer {
  return textAnswer(status, `${REQUEST_ID}: (${code}): ${message}, fault: client`);
}
