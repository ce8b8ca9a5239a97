import type { Answer } from '../../contract/profile.ts';
import { roleArn } from '../../instance/arn.ts';
import type { Instance } from '../../instance/instance.ts';
import { jsonAnswer } from './answers.ts';
import type { RoleCredentials } from './role-credentials.ts';

/** The path below which the agent of ECS has the credentials of each task. */
export const ECS_PATH = '/v2/credentials/';

/**
 * Answers as the agent of Amazon ECS, whose only secret is the id in the path.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/ecs-agent/tmds/handlers/v1/credentials_handler.go
 */
export function answerTask(
  id: string,
  expectedId: string,
  credentials: RoleCredentials | undefined,
  instance: Instance,
): Answer {
  if (id === '') return refusal('NoIdInRequest', 'No Credential ID in the request');
  if (id !== expectedId || credentials === undefined) {
    return refusal('InvalidIdInRequest', 'Credentials not found');
  }
  const { role, accessKeyId, secretAccessKey, token, expiration } = credentials;
  return jsonAnswer(200, {
    RoleArn: roleArn(role, instance),
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: token,
    Expiration: expiration,
  });
}

function refusal(code: string, message: string): Answer {
  const status = 400;
  const error = { code, message: `CredentialsV2Request: ${message}`, HTTPErrorCode: status };
  return jsonAnswer(status, error);
}
